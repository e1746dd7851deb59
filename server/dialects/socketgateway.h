// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "dialects/admission.h"
#include "dialects/gateway.h"
#include "dialects/registry.h"
#include "eventloop/timerqueue.h"
#include "realtime/hub.h"

#include <QHash>

#include <deque>
#include <memory>

namespace parlance {

/// The gateway of this process: sockets to services, and sockets to the hub.
class SocketGateway : public Gateway
{
public:
    SocketGateway(Services services, const Registry &registry, Admission &admission, Hub &hub,
                  Broker &broker, TimerQueue &timers, Clock clock);
    ~SocketGateway() override;

    void open(Connection *connection, const SocketCredentials &credentials,
              Callback<Opened> opened) override;
    void call(Connection *connection, const QString &event, const QJsonArray &args,
              Answer answer) override;
    Result<void> admit(Connection *connection) override;
    void missed(Connection *connection, qint64 since, Callback<MissedFrames> done) override;
    void close(Connection *connection) override;

private:
    struct Waiting
    {
        Effect effect;
        std::function<void()> start;
    };
    struct Entry
    {
        /// Tells a new connection at the address of an old one apart.
        quint64 id = 0;
        Caller caller;
        /// Counted by Presence and attached to the hub.
        bool online = false;
        /// The session ended while the connection was opening.
        bool sessionEnded = false;
        std::unique_ptr<Deadline> expiry;
        /// Calls under way, all of one effect, and those that wait for the other effect's to end.
        std::deque<Waiting> waiting;
        int running = 0;
        Effect runningEffect = Effect::Write;
        bool starting = false;
    };

    void handle(const SessionsEnded &ended);
    Entry *find(Connection *connection, quint64 id);
    Result<void> countOpening(Connection *connection, const Result<Actor> &actor);
    void authenticated(Connection *connection, quint64 id, const Actor &actor,
                       Callback<Opened> opened);
    void startExpiry(Entry &entry);
    Result<void> admit(const Entry &entry, const SocketEvent *row, const QJsonArray &args);
    MissedFrames encode(const MissedChanges &missed, PushFormat format) const;
    void startWaiting(Connection *connection, quint64 id);

    Services m_services;
    const Registry &m_registry;
    Admission &m_admission;
    Hub &m_hub;
    Broker &m_broker;
    TimerQueue &m_timers;
    Clock m_clock;
    QHash<Connection *, std::shared_ptr<Entry>> m_entries;
    quint64 m_lastId = 0;
};

} // namespace parlance
