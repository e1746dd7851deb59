// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/sessionexpiry.h"

namespace parlance {

namespace {

/// How long before its end a session is notified, at most.
constexpr std::chrono::minutes expiryNotice{5};

} // namespace

SessionExpiry::SessionExpiry(Broker &broker, TimerQueue &timers, Clock clock)
    : m_broker(broker)
    , m_timers(timers)
    , m_clock(std::move(clock))
{
}

void SessionExpiry::watch(SocketEntry &entry)
{
    const Actor &actor = *entry.caller.actor;
    const auto left = std::max(actor.expiresAt - m_clock(), std::chrono::milliseconds(0));
    const auto notice = std::min<std::chrono::milliseconds>(expiryNotice, left / 2);
    entry.expiry = std::make_unique<Deadline>(m_timers);
    entry.expiry->start(left - notice, [this, actor, notice, expiry = entry.expiry.get()] {
        const auto end = [this, actor] {
            m_broker.publish(
                SessionsEnded{actor.userId, {actor.sessionId}, {}, SessionEndReason::Expired});
        };
        expiry->start(notice, end);
        m_broker.publish(SessionExpiring{actor.userId, actor.sessionId, actor.expiresAt});
    });
}

} // namespace parlance
