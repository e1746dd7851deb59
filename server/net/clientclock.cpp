// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/clientclock.h"

#include <utility>

namespace parlance::net {

namespace {

qint64 nowMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

ClientClock::ClientClock(TimerQueue &timers, const ConnectionLimits &limits,
                         std::function<void(Phase)> due)
    : m_limits(limits)
    , m_due(std::move(due))
    , m_deadline(timers)
{
}

std::chrono::milliseconds ClientClock::timeFor(Phase phase) const
{
    switch (phase) {
    case Phase::Idle:
        return m_limits.idleTime;
    case Phase::Body:
        return m_limits.bodyTime;
    case Phase::Linger:
        return m_limits.lingerTime;
    default:
        return m_limits.headerTime;
    }
}

void ClientClock::enter(Phase phase, quint64 request)
{
    if (phase != m_phase || request != m_request) {
        m_phase = phase;
        m_request = request;
        m_since = nowMs();
        m_bytes = 0;
    }
    if (phase == Phase::None)
        return;
    const qint64 due = m_since + timeFor(phase).count();
    if (m_deadline.isActive() && m_armedFor <= due)
        return;
    m_armedFor = due;
    m_deadline.start(std::chrono::milliseconds(due - nowMs()), [this] { runOut(); });
}

void ClientClock::runOut()
{
    const qint64 now = nowMs();
    if (m_phase == Phase::None || now < m_since + timeFor(m_phase).count()) {
        m_due(Phase::None);
    } else if (m_phase == Phase::Body && m_bytes >= m_limits.bodyProgress) {
        m_since = now;
        m_bytes = 0;
        m_due(Phase::None);
    } else {
        m_due(m_phase);
    }
}

} // namespace parlance::net
