// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/callbudget.h"
#include "gateway/gateway.h"
#include "timers/timerqueue.h"

#include <QDeadlineTimer>

#include <deque>
#include <map>
#include <memory>

namespace parlance {

/// A connection whose calls may be queued because of the rate limit.
class WaitingCaller
{
public:
    virtual ~WaitingCaller() = default;

    /// Callers with the same key share an allowance and take turns.
    virtual QString allowanceKey() const = 0;
    /// Counts one call against the rate limit. If it is exceeded, returns the time until the next
    /// call is allowed.
    virtual std::optional<std::chrono::milliseconds> takeTurn() = 0;
    /// The call is allowed to run.
    virtual void proceed(ReadCall read) = 0;
    /// The call timed out in the queue.
    virtual void expire(ReadCall read) = 0;

private:
    friend class WaitingCalls;
    struct Call
    {
        ReadCall read;
        qsizetype bytes;
        QDeadlineTimer end;
    };
    std::deque<Call> m_calls;
    qsizetype m_bytes = 0;
    /// The connection is closed, so an answer has no recipient.
    bool m_hasLeft = false;
    /// The lane it is queued in while it has waiting calls: its key when it was queued.
    QString m_lane;
    std::unique_ptr<Deadline> m_end;
};

/// Queues the calls above the rate limit as received bytes, bounded for each connection and by a
/// budget. The connections of one account take turns, and open connections get every other turn.
/// The calls of one connection keep their order. Event loop only.
class WaitingCalls
{
public:
    struct Bounds
    {
        size_t callsPerCaller = 256;
        /// A single larger call may wait if its connection has no other waiting call.
        qsizetype bytesPerCaller = qsizetype(256) * 1024;
        std::chrono::milliseconds patience{30000};
    };

    /// Both outlive it. `emptied`: called when no call is waiting any more.
    WaitingCalls(TimerQueue &timers, CallBudget &budget, Bounds bounds,
                 std::function<void()> emptied);

    using CallerPtr = std::shared_ptr<WaitingCaller>;
    /// Takes `read`, or leaves it alone and returns false if it does not fit.
    bool add(const CallerPtr &caller, qsizetype bytes, ReadCall &read);
    static bool isWaiting(const WaitingCaller &caller) { return !caller.m_calls.empty(); }
    /// The connection has closed, so a refusal has no recipient: its calls wait for their turn
    /// without a timeout.
    void leave(const CallerPtr &caller);
    void drop(WaitingCaller &caller);
    /// Retries all lanes at once.
    void runAll();
    bool isEmpty() const { return m_lanes.empty(); }

private:
    using Turns = std::deque<CallerPtr>;
    /// Callers that share an allowance; the next one to run comes first.
    struct Lane
    {
        explicit Lane(TimerQueue &timers)
            : next(timers)
        {
        }
        bool isEmpty() const { return present.empty() && left.empty(); }
        Turns &turnsOf(const WaitingCaller &caller) { return caller.m_hasLeft ? left : present; }
        Turns &nextTurns();

        Turns present;
        Turns left;
        bool isTurnOfLeft = false;
        bool running = false;
        Deadline next;
    };
    using LanePtr = std::shared_ptr<Lane>;

    LanePtr laneOf(const QString &key);
    bool hasRoom(const WaitingCaller &caller, const QString &key, qsizetype bytes) const;
    void enter(const CallerPtr &caller);
    void exit(WaitingCaller &caller);
    void close(const QString &lane);
    void moveLane(const CallerPtr &caller);
    ReadCall takeFirst(WaitingCaller &caller);
    void run(const QString &key);
    bool takeTurn(const LanePtr &lane, const QString &key);
    void watch(const CallerPtr &caller);
    void expireLate(const CallerPtr &caller);

    TimerQueue &m_timers;
    CallBudget &m_budget;
    const Bounds m_bounds;
    const std::function<void()> m_emptied;
    std::map<QString, LanePtr> m_lanes;
};

} // namespace parlance
