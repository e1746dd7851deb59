// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/packetlog.h"
#include "socketio/recovery.h"
#include "socketio/socket.h"
#include "timers/timerqueue.h"

#include <QPointer>

#include <map>

namespace parlance::socketio {

struct LogRecoveryOptions
{
    /// Limit for events and disconnected sessions together.
    qsizetype maxBytes = qsizetype(16) * 1024 * 1024;
    /// How long a disconnected session can be recovered.
    std::chrono::milliseconds maxAbsence{120'000};
    /// Limit of disconnected sessions; above it the one that disconnected first is removed.
    int maxAbsent = 10'000;
    /// Limit of what one client may have missed; above it the client is treated as a new one. Must
    /// be well below the write buffer (engineio::Options::maxBufferedBytes), or the recovery would
    /// end the session.
    qsizetype maxMissedBytes = qsizetype(2) * 1024 * 1024;
    /// The same limit as a number of events.
    int maxMissedEvents = 10'000;
};

/// Recovery of arbitrary events from an in-memory log, which does not survive the process. One
/// object may serve several namespaces. Used by programs that embed the library, not by
/// parlance-server.
class LogRecovery final : public Recovery
{
public:
    explicit LogRecovery(TimerQueue &timers, LogRecoveryOptions options = {});

    void restore(Socket &socket, const std::optional<RecoveryRequest> &request,
                 Answer answer) override;
    void ended(const Socket &socket, bool recoverable) override;
    QString nextOffset() const override { return toOffset(m_log.position().last + 1); }
    void keep(KeptEvent event) override;
    QString lastOffset() const override { return toOffset(m_log.position().last); }
    LogPosition position() const override { return m_log.position(); }

    /// Memory in use, in bytes.
    qsizetype bytes() const { return m_log.bytes() + m_absentBytes; }
    qsizetype absentCount() const { return qsizetype(m_absent.size()); }

private:
    /// A session with a pid.
    struct Record
    {
        QByteArray nsp;
        QByteArray sid;
        /// Null while disconnected; the fields below are valid then.
        QPointer<Socket> socket;
        RoomHistory trail;
        quint64 endedAt = 0;
        quint64 turn = 0;
        qsizetype bytes = 0;
    };
    using Records = QHash<QByteArray, Record>;
    using Clock = std::chrono::steady_clock;
    struct Absent
    {
        QByteArray pid;
        Clock::time_point until;
    };

    std::optional<Restored> recover(const Socket &socket, const RecoveryRequest &request);
    std::optional<Restored> replay(const QByteArray &pid, const Record &record,
                                   const std::optional<QByteArray> &offset) const;
    Restored begin(const Socket &socket);
    QString toOffset(quint64 position) const;
    std::optional<quint64> fromOffset(const QByteArray &offset) const;
    void forget(const QByteArray &pid);
    void leaveAbsent(Record &record);
    void expire();
    void arm();
    void trim();

    const LogRecoveryOptions m_options;
    /// Prefix of every offset. Clients keep their last offset forever: one of another process means
    /// that the client has received no event of this process.
    const QString m_epoch;
    PacketLog m_log;
    /// By pid.
    Records m_records;
    /// Ordered by the time of disconnection.
    std::map<quint64, Absent> m_absent;
    quint64 m_lastTurn = 0;
    qsizetype m_absentBytes = 0;
    Deadline m_expiry;
};

} // namespace parlance::socketio
