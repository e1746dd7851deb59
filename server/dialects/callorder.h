// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

#include <deque>
#include <functional>

namespace parlance {

/// The order in which the calls of one connection take effect (Effect): which of them are under
/// way, and which wait for those before them. Its owner outlives every call of it. Event loop only.
class CallOrder
{
public:
    using Start = std::function<void()>;

    /// `start` runs as soon as the calls before it allow that: inside this call, or inside a later
    /// finished().
    void add(Effect effect, Start start);
    /// A call that was started is answered. The next ones start inside this call.
    void finished();
    /// What waits never starts.
    void clear() { m_waiting.clear(); }
    /// Whatever its effect, each call waits for the one before it.
    void setOneAtATime(bool on) { m_oneAtATime = on; }

private:
    struct Waiting
    {
        Effect effect;
        Start start;
    };

    bool mayStart(Effect effect) const;
    void startWaiting();

    std::deque<Waiting> m_waiting;
    /// Calls under way, all of one effect.
    int m_running = 0;
    Effect m_runningEffect = Effect::Write;
    bool m_oneAtATime = false;
    bool m_starting = false;
};

} // namespace parlance
