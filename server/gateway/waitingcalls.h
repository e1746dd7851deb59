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

/// A connection whose calls may have to wait for their allowance.
class WaitingCaller
{
public:
    virtual ~WaitingCaller() = default;

    /// Callers with the same key share an allowance, and take turns.
    virtual QString allowanceKey() const = 0;
    /// Takes one call of the allowance; otherwise answers how long until there is one.
    virtual std::optional<std::chrono::milliseconds> takeTurn() = 0;
    /// Its turn has come.
    virtual void proceed(const ReadCall &read) = 0;
    /// It has waited for too long.
    virtual void expire(const ReadCall &read) = 0;

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
    /// Nobody is there any more whom an answer would reach.
    bool m_hasLeft = false;
    /// Where it stands as long as anything waits: the key at that time.
    QString m_lane;
    std::unique_ptr<Deadline> m_end;
};

/// The calls above the allowance: they wait as the bytes they came in, bounded for each connection,
/// and by a budget. Those of one account take turns by connection, every other turn being one of
/// the connections that are still there; those of one connection keep their order. Event loop only.
class WaitingCalls
{
public:
    struct Bounds
    {
        size_t callsPerCaller = 256;
        /// A single larger call may wait if nothing else of its connection does.
        qsizetype bytesPerCaller = qsizetype(256) * 1024;
        std::chrono::milliseconds patience{30000};
    };

    /// Both outlive it. `emptied`: nothing waits any more.
    WaitingCalls(TimerQueue &timers, CallBudget &budget, Bounds bounds,
                 std::function<void()> emptied);

    using CallerPtr = std::shared_ptr<WaitingCaller>;
    /// False: there is no room for it.
    bool add(const CallerPtr &caller, qsizetype bytes, ReadCall read);
    static bool isWaiting(const WaitingCaller &caller) { return !caller.m_calls.empty(); }
    /// There is nobody any more whom a refusal would reach: what waits does so until its turn.
    void leave(const CallerPtr &caller);
    void drop(WaitingCaller &caller);
    /// Asks everybody at once whether it is their turn.
    void runAll();
    bool isEmpty() const { return m_lanes.empty(); }

private:
    using Turns = std::deque<CallerPtr>;
    /// Those who share an allowance, whose turn is next first.
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
