// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "dialects/admission.h"
#include "dialects/claims.h"
#include "dialects/deliveries.h"
#include "dialects/gateway.h"
#include "dialects/missedencoder.h"
#include "dialects/registry.h"
#include "dialects/roomlisteners.h"
#include "eventloop/timerqueue.h"
#include "realtime/hub.h"

#include <QHash>

#include <memory>

namespace parlance {

/// The gateway of this process: sockets to services, and sockets to the hub.
class SocketGateway : public Gateway
{
public:
    struct Options
    {
        /// Sockets may open without a token: `legacy.open_sockets`.
        bool openSockets = false;
    };

    SocketGateway(Services services, const Registry &registry, Admission &admission, Hub &hub,
                  Broker &broker, TimerQueue &timers, Clock clock, Options options);
    ~SocketGateway() override;

    void open(Connection *connection, const SocketCredentials &credentials,
              Callback<Opened> opened) override;
    QString refusalText(const Error &error, quint8 dialect) const override;
    void call(Connection *connection, const QString &event, const QJsonArray &args,
              Answer answer) override;
    Result<void> admit(Connection *connection) override;
    void missed(Connection *connection, qint64 since, Callback<MissedFrames> done) override;
    void close(Connection *connection) override;

private:
    class Entry;
    using EntryPtr = std::shared_ptr<Entry>;
    struct Running;

    void handle(const Event &event);
    void endSessions(const SessionsEnded &ended);
    void actFor(const EntryPtr &entry, const std::optional<Actor> &actor);
    Result<void> countOpening(const Entry &entry, const Result<Actor> &actor);
    void authenticated(const EntryPtr &entry, const Actor &actor, const Callback<Opened> &opened);
    void startExpiry(const EntryPtr &entry);
    QJsonValue renderError(const Running &running, const Error &error) const;
    void start(const Running &running);
    void claim(const Running &running);
    void takeRoomsAlong(const EntryPtr &entry, const std::vector<RoomId> &own);
    void stayedOut(const EntryPtr &entry, RoomId room);
    void run(const Running &running);
    void finish(const Running &running, const Result<Reply> &reply);
    void removed(UserId user, RoomId room);

    Services m_services;
    const Registry &m_registry;
    Admission &m_admission;
    Hub &m_hub;
    Broker &m_broker;
    TimerQueue &m_timers;
    Clock m_clock;
    Claims m_claims;
    Deliveries m_deliveries;
    RoomListeners m_listeners;
    MissedEncoder m_missed;
    QHash<Connection *, EntryPtr> m_entries;
    /// Those that act for a user, the opening ones too.
    QMultiHash<UserId, EntryPtr> m_ofUser;
};

} // namespace parlance
