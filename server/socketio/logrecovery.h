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
    /// Of events and of sessions that may come back, together.
    qsizetype maxBytes = qsizetype(16) * 1024 * 1024;
    /// How long a session may be away.
    std::chrono::milliseconds maxAbsence{120'000};
    /// Sessions that are away; one more, and the one that left first is forgotten.
    int maxAbsent = 10'000;
    /// What one client may have missed; more, and it is a new one. Well below what may wait for a
    /// slow reader (engineio::Options::maxBufferedBytes), or the answer would end the session.
    qsizetype maxMissedBytes = qsizetype(2) * 1024 * 1024;
    /// The same in events.
    int maxMissedEvents = 10'000;
};

/// Recovery of arbitrary events from a log in memory, which does not survive the process. One may
/// serve several namespaces.
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

    /// What is kept, in bytes.
    qsizetype bytes() const { return m_log.bytes() + m_absentBytes; }
    qsizetype absentCount() const { return qsizetype(m_absent.size()); }

private:
    /// A session with a pid.
    struct Record
    {
        QByteArray nsp;
        QByteArray sid;
        /// Null while it is away; then the rest holds.
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
    /// In front of every offset. Clients keep their last one for ever: that of another process says
    /// that they have got none of ours.
    const QString m_epoch;
    PacketLog m_log;
    /// By pid.
    Records m_records;
    /// Who left first comes first.
    std::map<quint64, Absent> m_absent;
    quint64 m_lastTurn = 0;
    qsizetype m_absentBytes = 0;
    Deadline m_expiry;
};

} // namespace parlance::socketio
