// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectionlist.h"
#include "gateway/connectionlog.h"
#include "gateway/missedencoder.h"
#include "gateway/socketcalls.h"
#include "gateway/sockethandle.h"
#include "recorder/recordedconnections.h"
#include "shared/uniquefunction.h"

namespace parlance {

/// The gateway of this process: connects sockets to the services and to the hub.
class SocketGateway : public Gateway, public ConnectionList, public recorder::RecordedConnections
{
public:
    using Options = SocketCalls::Options;
    /// All outlive it, except that `claims` is not used after the connections have closed.
    struct Context
    {
        Services services;
        const Registry &registry;
        Admission &admission;
        Claims &claims;
        CallPipeline &pipeline;
        Hub &hub;
        Broker &broker;
        TimerQueue &timers;
        Clock clock;
        recorder::FlightRecorder &recorder;
    };

    SocketGateway(const Context &context, Options options);
    ~SocketGateway() override;

    void open(Connection *connection, const SocketCredentials &credentials,
              Callback<Opened> opened) override;
    QString refusalText(const Error &error, quint8 dialect) const override;
    QString refusalHint(const Error &error, quint8 dialect) const override;
    void receive(Connection *connection, qsizetype bytes, ReadCall read) override;
    void call(Connection *connection, const QString &event, const QJsonArray &args,
              CallAnswer answer) override;
    Result<void> admit(Connection *connection) override;
    void frameRefused() override { ++m_counters.refusedFrames; }
    void missed(Connection *connection, qint64 since, Callback<MissedFrames> done) override;
    void heartbeatAnswered(Connection *connection, qint64 proven,
                           std::optional<std::chrono::milliseconds> roundTrip) override;
    void recovered(Connection *connection, const RecoveryOutcome &outcome) override;
    void close(Connection *connection) override;

    QList<ConnectionInfo> connections() const override;
    void visit(const Visitor &visitor) const override;
    std::optional<ConnectionInfo> find(quint64 id) const override;
    quint64 revision() const override { return m_entries.revision(); }
    bool disconnect(quint64 id) override;
    void banish(const IpNetwork &network) override;
    int audienceOf(const Announced &announced) const override
    {
        return int(m_hub.audienceOf(announced));
    }

    std::optional<recorder::Chain> chainOf(quint64 id) const override;
    std::vector<Open> openOf(UserId user) const override;
    qint64 position() const override { return m_hub.position(); }
    QString nameOfEvent(quint32 number) const override { return eventName(m_registry, number); }

    /// Every session that an open connection depends on.
    std::vector<Actor> sessions() const;
    /// The server is stopping: queued calls are executed now, regardless of the rate limit. `done`
    /// runs once, in a later turn, when no call is running.
    void finishCalls(Task done) { m_calls.finishAll(std::move(done)); }
    /// No received call is left unanswered.
    bool isIdle() const { return m_calls.isIdle(); }
    /// Since the start.
    struct Counters
    {
        /// Connections that began to open, also those that were not let in.
        quint64 opened = 0;
        /// Frames of plain WebSockets that are no calls.
        quint64 refusedFrames = 0;
        /// Events of Socket.IO that cannot be calls.
        quint64 refusedEvents = 0;
        /// Connections that were not let in, by the error that told them why.
        CallErrors refusedConnections = {};
        /// Connections that have ended, by EndReason.
        std::array<quint64, EndReasonCount> ended = {};
    };
    const Counters &counters() const { return m_counters; }
    /// Open connections, those that are opening included.
    int connectionCount() const { return int(m_entries.openCount()); }
    /// Errors that calls were answered with.
    const CallErrors &callErrors() const { return m_calls.errors(); }
    /// Number of calls answered since the start.
    quint64 answered() const { return m_calls.answered(); }

private:
    ConnectionInfo infoOf(const SocketEntry &entry) const;
    bool receivesAll(const SocketEntry &entry) const;
    void memberMoved(const Event &event);
    static void closeEntry(SocketEntry &entry, DisconnectReason reason);
    void noteDisconnected(Connection *connection);
    void handle(const Event &event);
    void endSessions(const SessionsEnded &ended);

    Counters m_counters;
    Services m_services;
    const Clock m_clock;
    const Registry &m_registry;
    Admission &m_admission;
    Claims &m_claims;
    Hub &m_hub;
    ConnectionLog m_log;
    Deliveries m_deliveries;
    MissedEncoder m_missed;
    SocketEntries m_entries;
    SocketRooms m_rooms;
    Witnesses m_witnesses;
    SessionExpiry m_expiry;
    SocketHandle::Context m_handles;
    SocketOpening m_opening;
    SocketCalls m_calls;
};

} // namespace parlance
