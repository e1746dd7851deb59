// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/waitingcalls.h"

#include <algorithm>

namespace parlance {

WaitingCalls::WaitingCalls(TimerQueue &timers, Bounds bounds)
    : m_timers(timers)
    , m_bounds(bounds)
{
}

bool WaitingCalls::add(const CallerPtr &caller, qsizetype bytes, ReadCall read)
{
    const QString key = isWaiting(*caller) ? caller->m_lane : caller->allowanceKey();
    const LanePtr lane = laneOf(key);
    if (!hasRoom(*caller, *lane, bytes)) {
        if (lane->turns.empty() && !lane->running)
            m_lanes.erase(key);
        return false;
    }
    const bool isFirst = !isWaiting(*caller);
    caller->m_calls.push_back({std::move(read), bytes, QDeadlineTimer(m_bounds.patience)});
    if (isFirst)
        enter(caller);
    count(*caller, bytes);
    return true;
}

bool WaitingCalls::hasRoom(const WaitingCaller &caller, const Lane &lane, qsizetype bytes) const
{
    const bool fits = caller.m_calls.empty() || (caller.m_calls.size() < m_bounds.callsPerCaller &&
                                                 caller.m_bytes + bytes <= m_bounds.bytesPerCaller);
    return fits && lane.bytes + bytes <= m_bounds.bytesPerKey && m_bytes + bytes <= m_bounds.bytes;
}

WaitingCalls::LanePtr WaitingCalls::laneOf(const QString &key)
{
    LanePtr &lane = m_lanes[key];
    if (!lane)
        lane = std::make_shared<Lane>(m_timers);
    return lane;
}

/// Into the lane of its present key, with nothing counted yet.
void WaitingCalls::enter(const CallerPtr &caller)
{
    caller->m_lane = caller->allowanceKey();
    const LanePtr lane = laneOf(caller->m_lane);
    lane->turns.push_back(caller);
    watch(caller);
    if (!lane->running && !lane->next.isActive())
        lane->next.start(std::chrono::milliseconds(0), [this, key = caller->m_lane] { run(key); });
}

/// What it had there is counted no more.
void WaitingCalls::leave(WaitingCaller &caller)
{
    const LanePtr lane = laneOf(caller.m_lane);
    lane->bytes -= caller.m_bytes;
    m_bytes -= caller.m_bytes;
    caller.m_bytes = 0;
    std::erase_if(lane->turns, [&caller](const CallerPtr &each) { return each.get() == &caller; });
    if (lane->turns.empty() && !lane->running)
        m_lanes.erase(caller.m_lane);
}

void WaitingCalls::count(WaitingCaller &caller, qsizetype bytes)
{
    caller.m_bytes += bytes;
    laneOf(caller.m_lane)->bytes += bytes;
    m_bytes += bytes;
}

void WaitingCalls::drop(WaitingCaller &caller)
{
    if (!isWaiting(caller))
        return;
    caller.m_end.reset();
    caller.m_calls.clear();
    leave(caller);
}

ReadCall WaitingCalls::takeFirst(WaitingCaller &caller)
{
    WaitingCaller::Call first = std::move(caller.m_calls.front());
    caller.m_calls.pop_front();
    count(caller, -first.bytes);
    return std::move(first.read);
}

void WaitingCalls::proceedAll()
{
    m_unlimited = true;
    const auto lanes = m_lanes;
    for (const auto &[key, lane] : lanes)
        run(key);
}

void WaitingCalls::run(const QString &key)
{
    const LanePtr lane = laneOf(key);
    if (lane->running)
        return;
    lane->running = true;
    while (!lane->turns.empty() && takeTurn(lane, key)) {
    }
    lane->running = false;
    if (!lane->turns.empty())
        return;
    lane->next.stop();
    m_lanes.erase(key);
}

/// False: the allowance is used up, and the rest waits for more of it.
bool WaitingCalls::takeTurn(const LanePtr &lane, const QString &key)
{
    const CallerPtr caller = lane->turns.front();
    // Since it came here it may have said whom it acts for.
    if (caller->allowanceKey() != key) {
        const qsizetype bytes = caller->m_bytes;
        leave(*caller);
        enter(caller);
        count(*caller, bytes);
        return true;
    }
    const auto wait = m_unlimited ? std::nullopt : caller->takeTurn();
    if (wait) {
        lane->next.start(*wait, [this, key] { run(key); });
        return false;
    }
    const ReadCall read = takeFirst(*caller);
    lane->turns.pop_front();
    if (isWaiting(*caller))
        lane->turns.push_back(caller);
    else
        caller->m_end.reset();
    caller->proceed(read);
    return true;
}

void WaitingCalls::watch(const CallerPtr &caller)
{
    const std::weak_ptr<WaitingCaller> weak = caller;
    const auto left = caller->m_calls.front().end.remainingTimeAsDuration();
    caller->m_end = std::make_unique<Deadline>(m_timers);
    caller->m_end->start(std::chrono::ceil<std::chrono::milliseconds>(left), [this, weak] {
        if (const CallerPtr late = weak.lock())
            giveUpLate(late);
    });
}

void WaitingCalls::giveUpLate(const CallerPtr &caller)
{
    while (isWaiting(*caller) && caller->m_calls.front().end.hasExpired()) {
        const ReadCall read = takeFirst(*caller);
        if (!isWaiting(*caller))
            leave(*caller);
        caller->giveUp(read);
    }
    if (isWaiting(*caller) && caller->m_end)
        watch(caller);
}

} // namespace parlance
