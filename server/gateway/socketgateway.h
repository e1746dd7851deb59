// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "calls/admission.h"
#include "calls/claims.h"
#include "dialects/registry.h"
#include "eventloop/timerqueue.h"
#include "gateway/deliveries.h"
#include "gateway/gateway.h"
#include "gateway/lastrooms.h"
#include "gateway/missedencoder.h"
#include "gateway/roomlisteners.h"
#include "gateway/waitingcalls.h"
#include "realtime/hub.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>

namespace parlance {

/// The gateway of this process: sockets to services, and sockets to the hub.
class SocketGateway : public Gateway
{
public:
    struct Options
    {
        /// Calls of one connection under way at once; further ones answer Overloaded.
        size_t maxCalls = 1000;
        WaitingCalls::Bounds waiting = {};
        CallBudget::Bounds memory = {};
        /// How long a call waits for its connection to enter a room.
        std::chrono::milliseconds roomPatience{10000};
    };

    /// All outlive it, but `claims` is asked no more once the connections are closed.
    SocketGateway(Services services, const Registry &registry, Admission &admission, Claims &claims,
                  Hub &hub, Broker &broker, TimerQueue &timers, Clock clock, Options options);
    ~SocketGateway() override;

    void open(Connection *connection, const SocketCredentials &credentials,
              Callback<Opened> opened) override;
    QString refusalText(const Error &error, quint8 dialect) const override;
    QString refusalHint(const Error &error, quint8 dialect) const override;
    void receive(Connection *connection, qsizetype bytes, ReadCall read) override;
    void call(Connection *connection, const QString &event, const QJsonArray &args,
              CallAnswer answer) override;
    Result<void> admit(Connection *connection) override;
    void missed(Connection *connection, qint64 since, Callback<MissedFrames> done) override;
    void close(Connection *connection) override;

    /// Every session that a connection depends on.
    std::vector<Actor> sessions() const;
    /// The server stops: what waits is carried out now, whatever the allowance. `done` runs in a
    /// later turn, once when nothing is under way any more.
    void finishCalls(std::function<void()> done);
    /// Nothing that was read is left to be answered.
    bool isIdle() const;
    /// How many calls have been answered since the start.
    quint64 answered() const { return m_answered; }

private:
    class Entry;
    using EntryPtr = std::shared_ptr<Entry>;
    struct Running;

    void handle(const Event &event);
    void endSessions(const SessionsEnded &ended);
    void actFor(const EntryPtr &entry, const std::optional<Actor> &actor);
    void openWithoutToken(const EntryPtr &entry, const SocketCredentials &credentials,
                          const Callback<Opened> &opened);
    Result<void> countOpening(const Entry &entry, const Result<Actor> &actor);
    void authenticated(const EntryPtr &entry, const Actor &actor, const Callback<Opened> &opened);
    void startExpiry(const EntryPtr &entry);
    QJsonValue renderError(const Running &running, const Error &error) const;
    Result<FoundEvent> find(const Entry &entry, const SentCall &call) const;
    void proceed(const EntryPtr &entry, const ReadCall &read);
    void refuse(const EntryPtr &entry, const ReadCall &read, const Error &error);
    void start(const Running &running);
    void claim(const Running &running);
    void bind(const EntryPtr &entry, const Actor &actor, const Callback<Opened> &bound);
    void findWitness(const EntryPtr &entry, Callback<void> done);
    void setWitness(const EntryPtr &entry, const std::optional<Actor> &witness);
    void witnessEnded(const EntryPtr &entry);
    void takeRoomsAlong(const EntryPtr &entry, const std::vector<RoomId> &own);
    void stayedOut(const EntryPtr &entry, RoomId room);
    void run(const Running &running);
    void findRoom(const Running &running);
    void handOver(const Running &running, RoomId room);
    Error notInRoom() const;
    void park(const Running &running);
    void resume(const EntryPtr &entry, const ReadCall &read);
    void answer(const Running &running, const Result<Reply> &reply);
    void answerAlone(const Running &running, const Error &error);
    void finish(const Running &running, const Result<Reply> &reply);
    void retire(const EntryPtr &entry);
    void tellIdle();
    void removed(UserId user, RoomId room);

    Services m_services;
    const Registry &m_registry;
    Admission &m_admission;
    Claims &m_claims;
    Hub &m_hub;
    Broker &m_broker;
    TimerQueue &m_timers;
    Clock m_clock;
    const Options m_options;
    Deliveries m_deliveries;
    RoomListeners m_listeners;
    LastRooms m_lastRooms;
    MissedEncoder m_missed;
    CallBudget m_budget;
    WaitingCalls m_waiting;
    QHash<Connection *, EntryPtr> m_entries;
    /// Closed, and not all that they have sent is carried out yet.
    QSet<EntryPtr> m_leaving;
    quint64 m_opened = 0;
    /// Those that act for a user, the opening and the leaving ones too.
    QMultiHash<UserId, EntryPtr> m_ofUser;
    /// Those that hear rooms because of a session of that user.
    QMultiHash<UserId, EntryPtr> m_witnessed;
    /// Read, and not answered.
    qsizetype m_calls = 0;
    quint64 m_answered = 0;
    bool m_stopping = false;
    std::function<void()> m_whenIdle;
    /// What is queued for a later turn goes with it.
    QObject m_turns;
};

} // namespace parlance
