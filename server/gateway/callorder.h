// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

#include <deque>
#include <functional>
#include <vector>

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
    /// Writes that come before all that wait, in this order. They start with the next finished().
    void addFirst(std::vector<Start> starts);
    /// A call that was started is answered, or set aside. The next ones start inside this call.
    void finished();
    /// What waits never starts.
    void clear() { m_waiting.clear(); }
    /// Whatever its effect, each call waits for the one before it.
    void setOneAtATime(bool on) { m_oneAtATime = on; }
    /// Under way and waiting.
    size_t count() const { return m_waiting.size() + size_t(m_running); }

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
