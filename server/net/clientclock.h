// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connectionlimits.h"
#include "timers/timerqueue.h"

#include <chrono>
#include <functional>

namespace parlance::net {

/// The time that the client of one connection has. Deadlines are not moved with every request: the
/// one that is set runs out, looks at the clock and sets itself anew. A busy connection costs no
/// timer that way. Event loop only.
class ClientClock
{
public:
    /// What the client has to do before the time is up.
    enum class Phase { None, FirstByte, Idle, Head, Body, Upgrade, Linger };

    /// `due` gets the phase whose time is up, or None if nothing is, but the deadline has run out:
    /// either way the next call is enter(). `due` may destroy the clock. `timers` and `limits`
    /// outlive it.
    ClientClock(TimerQueue &timers, const ConnectionLimits &limits,
                std::function<void(Phase overdue)> due);

    /// The phase that the connection is in now. Its time runs from the first call with this phase
    /// and this `request`, the number of requests so far.
    void enter(Phase phase, quint64 request);
    /// Bytes that came: in the phase Body they gain time.
    void addBytes(qint64 bytes) { m_bytes += bytes; }
    void stop() { m_deadline.stop(); }

private:
    std::chrono::milliseconds timeFor(Phase phase) const;
    void runOut();

    const ConnectionLimits &m_limits;
    const std::function<void(Phase)> m_due;
    Phase m_phase = Phase::None;
    quint64 m_request = 0;
    /// Milliseconds of the steady clock: since when m_phase lasts, and when m_deadline runs.
    qint64 m_since = 0;
    qint64 m_armedFor = 0;
    qint64 m_bytes = 0;
    Deadline m_deadline;
};

} // namespace parlance::net
