// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/pendingacks.h"

#include <utility>

namespace parlance::socketio {

PendingAcks::PendingAcks(TimerQueue &timers, int most)
    : m_timers(timers)
    , m_most(size_t(most))
{
}

std::optional<qint64> PendingAcks::add(std::chrono::milliseconds timeout, AckHandler handler)
{
    if (m_pending.size() >= m_most)
        return std::nullopt;
    const qint64 id = m_nextId++;
    Pending &pending = m_pending.try_emplace(id, m_timers, std::move(handler)).first->second;
    pending.deadline.start(timeout, [this, id] {
        answer(id, {AckReply::Outcome::TimedOut, {}, {}});
    });
    return id;
}

void PendingAcks::answer(qint64 id, const AckReply &reply)
{
    const auto taken = m_pending.extract(id);
    if (taken)
        taken.mapped().handler(reply);
}

void PendingAcks::abandon()
{
    for (auto &[id, pending] : std::exchange(m_pending, {}))
        pending.handler({AckReply::Outcome::Disconnected, {}, {}});
}

} // namespace parlance::socketio
