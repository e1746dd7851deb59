// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/looplag.h"

namespace parlance {

namespace {

constexpr std::chrono::milliseconds interval{250};

} // namespace

LoopLag::LoopLag()
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.callOnTimeout([this] { measure(); });
}

// Started anew each time: a timer that repeats would catch up after a delay, and hide it.
void LoopLag::start()
{
    m_due = std::chrono::steady_clock::now() + interval;
    m_timer.start(interval);
}

void LoopLag::measure()
{
    m_times.record(std::chrono::steady_clock::now() - m_due);
    start();
}

} // namespace parlance
