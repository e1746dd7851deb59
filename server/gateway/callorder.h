// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"
#include "shared/uniquefunction.h"

#include <deque>
#include <vector>

namespace parlance {

/// The order in which the calls of one connection take effect (Effect): which of them are running,
/// and which wait for earlier ones. The owner must outlive all its calls. Event loop only.
class CallOrder
{
public:
    using Start = Task;

    /// Runs `start` as soon as the earlier calls allow it: inside this call, or inside a later
    /// finished().
    void add(Effect effect, Start start);
    /// Inserts writes before all waiting calls, in this order. They start with the next finished().
    void addFirst(std::vector<Start> starts);
    /// A started call was answered or set aside. The next calls start inside this call.
    void finished();
    /// Discards the waiting calls; they never start.
    void clear() { m_waiting.clear(); }
    /// If on, each call waits for the one before it, whatever its effect.
    void setOneAtATime(bool on) { m_oneAtATime = on; }
    /// Running and waiting calls.
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
    /// Running calls, all with the same effect.
    int m_running = 0;
    Effect m_runningEffect = Effect::Write;
    bool m_oneAtATime = false;
    bool m_starting = false;
};

} // namespace parlance
