// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/connectionlog.h"

#include "app/connectionlist.h"

namespace parlance {

using namespace Qt::StringLiterals;
using recorder::Fact;
using recorder::Kind;

namespace {

constexpr quint32 noRow = 0xffff;

/// 0: there was none.
quint8 codeOf(const Error &error)
{
    static_assert(ErrorCodeCount < 255);
    return quint8(int(error.code) + 1);
}

} // namespace

void ConnectionLog::refused(SocketEntry &entry, const Error &error)
{
    write(entry, {.kind = Kind::Refused, .code = codeOf(error)});
}

quint32 ConnectionLog::numberOf(const FoundEvent &event) const
{
    const auto &rows = m_registry.dialect(event.dialect).events;
    const quint32 row = event.row ? quint32(event.row - rows.data()) : noRow;
    return quint32(event.dialect) << 16 | row;
}

void ConnectionLog::called(SocketEntry &entry, const FoundEvent &event)
{
    write(entry, {.kind = Kind::Called, .number = numberOf(event)});
}

void ConnectionLog::answered(SocketEntry &entry, const FoundEvent &event,
                             const Result<Reply> &reply, std::chrono::steady_clock::duration taken)
{
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(taken);
    write(entry, {.kind = Kind::Answered,
                  .code = reply ? quint8(0) : codeOf(reply.error()),
                  .number = numberOf(event),
                  .value = microseconds.count()});
}

void ConnectionLog::heartbeat(SocketEntry &entry, qint64 proven,
                              const std::optional<std::chrono::milliseconds> &roundTrip)
{
    const quint32 time = roundTrip ? quint32(roundTrip->count()) : recorder::noRoundTrip;
    write(entry, {.kind = Kind::RoundTrip, .number = time, .value = proven});
}

void ConnectionLog::recovery(SocketEntry &entry, const RecoveryOutcome &outcome)
{
    if (outcome.failure)
        write(entry, {.kind = Kind::NotRecovered, .code = quint8(*outcome.failure)});
    else
        write(
            entry,
            {.kind = Kind::Recovered, .number = quint32(outcome.messages), .value = outcome.since});
}

void ConnectionLog::ended(SocketEntry &entry, const ConnectionInfo &info, bool everyRoom,
                          EndReason end, Timestamp now)
{
    write(entry, {.kind = Kind::Ended, .code = quint8(end)});
    m_recorder.end({.id = entry.id,
                    .userId = info.actor ? info.actor->userId : UserId(),
                    .sessionId = info.actor ? info.actor->sessionId : SessionId(),
                    .username = info.actor ? info.actor->username : QString(),
                    .address = info.address,
                    .dialect = info.dialect,
                    .protocol = info.protocol,
                    .transport = info.transport,
                    .userAgent = info.userAgent,
                    .everyRoom = everyRoom,
                    .openedAt = info.openedAt,
                    .endedAt = now,
                    .end = quint8(end),
                    .chain = entry.chain});
}

QString eventName(const Registry &registry, quint32 number)
{
    const size_t dialect = number >> 16;
    const size_t row = number & 0xffff;
    if (dialect >= registry.dialects().size() || row >= registry.dialects()[dialect].events.size())
        return u"unknown"_s;
    return registry.dialects()[dialect].events[row].name;
}

} // namespace parlance
