// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/logrecovery.h"

#include "engineio/sid.h"
#include "socketio/logging.h"

#include <algorithm>

namespace parlance::socketio {

namespace {

/// Approximate memory of a disconnected session, besides the names of its rooms.
constexpr qsizetype sessionBytes = 1000;
constexpr qsizetype roomBytes = 100;
/// Approximate memory of a queued packet, besides its bytes.
constexpr qsizetype packetBytes = 200;
constexpr int offsetBase = 36;
constexpr qsizetype epochLength = 8;

qsizetype cost(const RoomHistory &trail)
{
    qsizetype bytes = sessionBytes;
    for (const QString &room : trail.rooms() + trail.formerRooms())
        bytes += roomBytes + room.size() * qsizetype(sizeof(QChar));
    return bytes;
}

qsizetype sendingCost(const KeptEvent &event)
{
    qsizetype bytes = packetBytes + event.packet.size();
    for (const QByteArray &attachment : event.attachments)
        bytes += packetBytes + attachment.size();
    return bytes;
}

bool isEpoch(const QByteArray &text)
{
    const auto isSidCharacter = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == '_';
    };
    return text.size() == epochLength && std::all_of(text.begin(), text.end(), isSidCharacter);
}

} // namespace

LogRecovery::LogRecovery(TimerQueue &timers, LogRecoveryOptions options)
    : m_options(options)
    , m_epoch(QString::fromLatin1(engineio::newSid().left(epochLength)))
    , m_expiry(timers)
{
}

// Offsets ----------------------------------------------------------------------------------------

QString LogRecovery::toOffset(quint64 position) const
{
    return m_epoch + QLatin1Char('.') + QString::number(position, offsetBase);
}

std::optional<quint64> LogRecovery::fromOffset(const QByteArray &offset) const
{
    const QByteArray epoch = offset.left(epochLength);
    bool isNumber = false;
    const quint64 position = offset.mid(epochLength + 1).toULongLong(&isNumber, offsetBase);
    // Only in the form that we write: no sign, no space, no leading zero, no future position.
    if (!isNumber || !isEpoch(epoch) ||
        offset != epoch + '.' + QByteArray::number(position, offsetBase))
        return std::nullopt;
    if (epoch != m_epoch.toLatin1())
        return 0;
    return position > m_log.position().last ? std::nullopt : std::optional(position);
}

// Recovery ---------------------------------------------------------------------------------------

void LogRecovery::restore(Socket &socket, const std::optional<RecoveryRequest> &request,
                          Answer answer)
{
    auto restored = request ? recover(socket, *request) : std::nullopt;
    // Handlers of the old connection's end may have ended this one.
    if (socket.state() != Socket::State::Restoring)
        return;
    if (!restored)
        restored = begin(socket);
    m_records[restored->pid].socket = &socket;
    answer(*std::move(restored));
}

std::optional<Restored> LogRecovery::recover(const Socket &socket, const RecoveryRequest &request)
{
    const QByteArray &pid = request.pid;
    auto found = m_records.find(pid);
    if (found == m_records.end() || found->nsp != socket.nsp().name())
        return std::nullopt;
    if (Socket *before = found->socket) {
        // The server has not yet detected that the old connection is dead.
        before->abandonSession();
        found = m_records.find(pid);
        if (found == m_records.end() || socket.state() != Socket::State::Restoring)
            return std::nullopt;
    }
    auto restored = replay(pid, *found, request.offset);
    if (restored)
        leaveAbsent(*found);
    else
        forget(pid);
    qCDebug(lcSocketIo) << (restored ? "a session is back" : "a session is back too late");
    return restored;
}

std::optional<Restored> LogRecovery::replay(const QByteArray &pid, const Record &record,
                                            const std::optional<QByteArray> &offset) const
{
    const auto position = offset ? fromOffset(*offset) : std::optional<quint64>(0);
    const auto behind =
        position ? record.trail.resumeBehind(*position, record.endedAt) : std::nullopt;
    if (!behind || *behind < m_log.position().forgotten)
        return std::nullopt;
    Restored restored{record.sid, pid, true, record.trail, {}, {}};
    qsizetype bytes = 0;
    bool fits = true;
    const auto take = [&](quint64 place, const KeptEvent &event) {
        bytes += sendingCost(event);
        fits = bytes <= m_options.maxMissedBytes &&
               restored.missed.size() < size_t(m_options.maxMissedEvents);
        if (fits)
            restored.missed.push_back(encodedForOne(event.packet, event.attachments));
        restored.trail.addressed({place, m_log.position().forgotten});
        return fits;
    };
    m_log.visit(record.nsp, QString::fromLatin1(record.sid), record.trail, *behind, take);
    return fits ? std::optional(std::move(restored)) : std::nullopt;
}

Restored LogRecovery::begin(const Socket &socket)
{
    Restored restored{engineio::newSid(), engineio::newSid(), false, {}, {}, {}};
    restored.trail.begin(position());
    m_records.insert(restored.pid, {socket.nsp().name(), restored.sid, nullptr, {}, 0, 0, 0});
    return restored;
}

// Disconnection ----------------------------------------------------------------------------------

void LogRecovery::ended(const Socket &socket, bool recoverable)
{
    if (!recoverable) {
        forget(socket.pid());
        return;
    }
    const auto found = m_records.find(socket.pid());
    if (found == m_records.end())
        return;
    found->socket = nullptr;
    found->trail = socket.trail();
    found->endedAt = position().last;
    found->bytes = cost(found->trail);
    m_absentBytes += found->bytes;
    found->turn = ++m_lastTurn;
    m_absent.emplace(m_lastTurn, Absent{socket.pid(), Clock::now() + m_options.maxAbsence});
    trim();
    arm();
}

void LogRecovery::leaveAbsent(Record &record)
{
    if (m_absent.erase(record.turn) > 0)
        m_absentBytes -= record.bytes;
}

void LogRecovery::forget(const QByteArray &pid)
{
    const auto found = m_records.find(pid);
    if (found == m_records.end())
        return;
    leaveAbsent(*found);
    m_records.erase(found);
    if (m_records.isEmpty())
        m_log.trim(0);
}

void LogRecovery::arm()
{
    if (m_absent.empty() || m_expiry.isActive())
        return;
    using std::chrono::milliseconds;
    const auto left = m_absent.begin()->second.until - Clock::now();
    m_expiry.start(std::max(std::chrono::ceil<milliseconds>(left), milliseconds(0)),
                   [this] { expire(); });
}

void LogRecovery::expire()
{
    const auto now = Clock::now();
    while (!m_absent.empty() && m_absent.begin()->second.until <= now)
        forget(QByteArray(m_absent.begin()->second.pid));
    arm();
}

// Limits -----------------------------------------------------------------------------------------

void LogRecovery::keep(KeptEvent event)
{
    m_log.add(std::move(event));
    trim();
}

void LogRecovery::trim()
{
    while (int(m_absent.size()) > m_options.maxAbsent || m_absentBytes > m_options.maxBytes / 2)
        forget(QByteArray(m_absent.begin()->second.pid));
    // Without recoverable sessions no events need to be kept.
    m_log.trim(m_records.isEmpty() ? 0 : m_options.maxBytes - m_absentBytes);
}

} // namespace parlance::socketio
