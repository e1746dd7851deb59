// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connectionlimits.h"
#include "timers/timerqueue.h"

#include <chrono>
#include <functional>

namespace parlance::net {

/// The timeout of the client of one connection. The deadline is not moved with every request: when
/// it expires, the clock checks the time and sets it again. So a busy connection needs no timer
/// calls. Event loop only.
class ClientClock
{
public:
    /// What the client has to do before the timeout.
    enum class Phase { None, FirstByte, Idle, Head, Body, Upgrade, Linger };

    /// `due` receives the phase that has timed out, or None if only the deadline has expired: in
    /// both cases call enter() next. `due` may destroy the clock. `timers` and `limits` outlive it.
    ClientClock(TimerQueue &timers, const ConnectionLimits &limits,
                std::function<void(Phase overdue)> due);

    /// The current phase of the connection. Its time starts with the first call with this phase and
    /// this `request`, the number of requests so far.
    void enter(Phase phase, quint64 request);
    /// Bytes received: in the phase Body they extend the time.
    void addBytes(qint64 bytes) { m_bytes += bytes; }
    void stop() { m_deadline.stop(); }

private:
    std::chrono::milliseconds timeFor(Phase phase) const;
    void runOut();

    const ConnectionLimits &m_limits;
    const std::function<void(Phase)> m_due;
    Phase m_phase = Phase::None;
    quint64 m_request = 0;
    /// Milliseconds of the steady clock: when m_phase started, and when m_deadline expires.
    qint64 m_since = 0;
    qint64 m_armedFor = 0;
    qint64 m_bytes = 0;
    Deadline m_deadline;
};

} // namespace parlance::net
