// SPDX-License-Identifier: GPL-3.0-or-later
#include "timers/timerqueue.h"

#include <algorithm>

namespace parlance {

namespace {

qint64 monotonicMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

TimerQueue::TimerQueue(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &TimerQueue::run);
}

TimerQueue::Key TimerQueue::add(std::chrono::milliseconds delay, Task due)
{
    const Key key{monotonicMs() + std::max<qint64>(1, delay.count()), ++m_lastId};
    m_due.emplace(key, std::move(due));
    arm();
    return key;
}

void TimerQueue::remove(const Key &key)
{
    m_due.erase(key);
}

void TimerQueue::run()
{
    m_armedFor = -1;
    // A delay of zero added by a callback runs in the next turn, or this loop might never end.
    const qint64 now = monotonicMs();
    while (!m_due.empty() && m_due.begin()->first.first <= now) {
        auto node = m_due.extract(m_due.begin());
        node.mapped()();
    }
    arm();
}

void TimerQueue::arm()
{
    if (m_due.empty())
        return;
    const qint64 first = m_due.begin()->first.first;
    if (m_armedFor >= 0 && m_armedFor <= first)
        return;
    m_armedFor = first;
    // QTimer uses int; for a later deadline it wakes up in between.
    constexpr qint64 hour = 3'600'000;
    m_timer.start(std::chrono::milliseconds(std::clamp<qint64>(first - monotonicMs(), 0, hour)));
}

void Deadline::start(std::chrono::milliseconds delay, Task due)
{
    stop();
    m_active = true;
    m_key = m_queue.add(delay, [this, due = std::move(due)]() mutable {
        m_active = false;
        // It may destroy this object and with it the closure.
        const Task run = std::move(due);
        run();
    });
}

void Deadline::stop()
{
    if (m_active)
        m_queue.remove(m_key);
    m_active = false;
}

} // namespace parlance
