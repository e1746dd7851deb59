// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/waitingcalls.h"

#include <algorithm>

namespace parlance {

WaitingCalls::WaitingCalls(TimerQueue &timers, CallBudget &budget, Bounds bounds,
                           std::function<void()> emptied)
    : m_timers(timers)
    , m_budget(budget)
    , m_bounds(bounds)
    , m_emptied(std::move(emptied))
{
}

// Open and closed connections take turns, so that neither group waits for all of the other.
WaitingCalls::Turns &WaitingCalls::Lane::nextTurns()
{
    const bool isLeft = left.empty() ? false : present.empty() || isTurnOfLeft;
    return isLeft ? left : present;
}

bool WaitingCalls::add(const CallerPtr &caller, qsizetype bytes, ReadCall &read)
{
    const bool isFirst = !isWaiting(*caller);
    const QString key = isFirst ? caller->allowanceKey() : caller->m_lane;
    if (!hasRoom(*caller, key, bytes))
        return false;
    caller->m_calls.push_back({std::move(read), bytes, QDeadlineTimer(m_bounds.patience)});
    caller->m_bytes += bytes;
    m_budget.add(key, bytes);
    if (isFirst)
        enter(caller);
    return true;
}

bool WaitingCalls::hasRoom(const WaitingCaller &caller, const QString &key, qsizetype bytes) const
{
    const bool fits = caller.m_calls.empty() || (caller.m_calls.size() < m_bounds.callsPerCaller &&
                                                 caller.m_bytes + bytes <= m_bounds.bytesPerCaller);
    return fits && m_budget.hasRoom(key, bytes);
}

WaitingCalls::LanePtr WaitingCalls::laneOf(const QString &key)
{
    LanePtr &lane = m_lanes[key];
    if (!lane)
        lane = std::make_shared<Lane>(m_timers);
    return lane;
}

/// Adds the caller to the lane of its current key.
void WaitingCalls::enter(const CallerPtr &caller)
{
    caller->m_lane = caller->allowanceKey();
    const LanePtr lane = laneOf(caller->m_lane);
    lane->turnsOf(*caller).push_back(caller);
    if (!caller->m_hasLeft)
        watch(caller);
    if (!lane->running && !lane->next.isActive())
        lane->next.start(std::chrono::milliseconds(0), [this, key = caller->m_lane] { run(key); });
}

void WaitingCalls::exit(WaitingCaller &caller)
{
    const LanePtr lane = laneOf(caller.m_lane);
    std::erase_if(lane->turnsOf(caller),
                  [&caller](const CallerPtr &each) { return each.get() == &caller; });
    if (lane->isEmpty() && !lane->running)
        close(caller.m_lane);
}

void WaitingCalls::close(const QString &lane)
{
    m_lanes.erase(lane);
    if (m_lanes.empty())
        m_emptied();
}

// Its key has changed since it was queued, because it has a user now.
void WaitingCalls::moveLane(const CallerPtr &caller)
{
    const QString before = caller->m_lane;
    exit(*caller);
    enter(caller);
    for (const WaitingCaller::Call &call : caller->m_calls) {
        m_budget.remove(before, call.bytes);
        m_budget.add(caller->m_lane, call.bytes);
    }
}

void WaitingCalls::leave(const CallerPtr &caller)
{
    caller->m_end.reset();
    if (!caller->m_hasLeft && isWaiting(*caller)) {
        const LanePtr lane = laneOf(caller->m_lane);
        std::erase(lane->present, caller);
        lane->left.push_back(caller);
    }
    caller->m_hasLeft = true;
}

void WaitingCalls::drop(WaitingCaller &caller)
{
    if (!isWaiting(caller))
        return;
    caller.m_end.reset();
    while (isWaiting(caller))
        takeFirst(caller);
    exit(caller);
}

ReadCall WaitingCalls::takeFirst(WaitingCaller &caller)
{
    WaitingCaller::Call first = std::move(caller.m_calls.front());
    caller.m_calls.pop_front();
    caller.m_bytes -= first.bytes;
    m_budget.remove(caller.m_lane, first.bytes);
    return std::move(first.read);
}

void WaitingCalls::runAll()
{
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
    while (!lane->isEmpty() && takeTurn(lane, key)) {
    }
    lane->running = false;
    if (!lane->isEmpty())
        return;
    lane->next.stop();
    close(key);
}

/// False: the allowance is used up, and the remaining calls wait.
bool WaitingCalls::takeTurn(const LanePtr &lane, const QString &key)
{
    Turns &turns = lane->nextTurns();
    const CallerPtr caller = turns.front();
    if (caller->allowanceKey() != key) {
        moveLane(caller);
        return true;
    }
    if (const auto wait = caller->takeTurn()) {
        lane->next.start(*wait, [this, key] { run(key); });
        return false;
    }
    ReadCall read = takeFirst(*caller);
    turns.pop_front();
    if (isWaiting(*caller))
        turns.push_back(caller);
    else
        caller->m_end.reset();
    lane->isTurnOfLeft = !caller->m_hasLeft;
    caller->proceed(std::move(read));
    return true;
}

void WaitingCalls::watch(const CallerPtr &caller)
{
    const std::weak_ptr<WaitingCaller> weak = caller;
    const auto left = caller->m_calls.front().end.remainingTimeAsDuration();
    caller->m_end = std::make_unique<Deadline>(m_timers);
    caller->m_end->start(std::chrono::ceil<std::chrono::milliseconds>(left), [this, weak] {
        if (const CallerPtr late = weak.lock())
            expireLate(late);
    });
}

void WaitingCalls::expireLate(const CallerPtr &caller)
{
    while (isWaiting(*caller) && caller->m_calls.front().end.hasExpired()) {
        ReadCall read = takeFirst(*caller);
        if (!isWaiting(*caller))
            exit(*caller);
        caller->expire(std::move(read));
    }
    if (isWaiting(*caller) && caller->m_end)
        watch(caller);
}

} // namespace parlance
