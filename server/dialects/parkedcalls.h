// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "eventloop/timerqueue.h"

#include <QDeadlineTimer>

#include <deque>
#include <functional>
#include <vector>

namespace parlance {

/// The calls of one connection that speak in its current room, until it enters one. Bounded, and in
/// their order. Event loop only.
class ParkedCalls
{
public:
    ParkedCalls(TimerQueue &timers, std::chrono::milliseconds patience);

    /// `refuse` runs when the call has waited for too long, or in refuseAll(). False: there is no
    /// room for it.
    bool add(qsizetype bytes, std::function<void()> resume, std::function<void()> refuse);
    bool isEmpty() const { return m_calls.empty(); }
    /// What resumes each of them; they wait no longer.
    std::vector<std::function<void()>> takeAll();
    void refuseAll();

private:
    struct Call
    {
        std::function<void()> resume;
        std::function<void()> refuse;
        qsizetype bytes;
        QDeadlineTimer end;
    };
    void watch();
    void refuseLate();

    const std::chrono::milliseconds m_patience;
    std::deque<Call> m_calls;
    qsizetype m_bytes = 0;
    Deadline m_end;
};

} // namespace parlance
