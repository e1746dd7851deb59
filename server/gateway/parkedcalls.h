// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/callbudget.h"
#include "gateway/gateway.h"
#include "timers/timerqueue.h"

#include <QDeadlineTimer>

#include <deque>
#include <functional>
#include <vector>

namespace parlance {

/// The calls of one connection that send to its current room, kept until it enters one: as received
/// bytes, bounded, and in their order. Event loop only.
class ParkedCalls
{
public:
    using Refuse = std::function<void(std::vector<ReadCall>)>;
    struct Patience
    {
        std::chrono::milliseconds usual;
        /// Including extensions by restartTimeout().
        std::chrono::milliseconds longest;
    };

    /// `budget` outlives it. `refuse` runs for calls that timed out, and in refuseAll(); it may
    /// destroy this object.
    ParkedCalls(TimerQueue &timers, CallBudget &budget, Patience patience, Refuse refuse);
    ~ParkedCalls() { takeAll(); }
    Q_DISABLE_COPY_MOVE(ParkedCalls)

    /// `key`: of the budget. Takes `read`, or leaves it alone and returns false if it does not fit.
    bool add(const QString &key, qsizetype bytes, ReadCall &read);
    bool isEmpty() const { return m_calls.empty(); }
    /// Stops the timeout: calls now wait until takeAll() or refuseAll().
    void waitIndefinitely();
    /// Called when the connection had a backlog of calls: the one that enters a room may only be
    /// read now.
    void restartTimeout();
    /// Removes the calls and returns them.
    std::vector<ReadCall> takeAll();
    void refuseAll();

private:
    struct Call
    {
        ReadCall read;
        qsizetype bytes;
        QString key;
        QDeadlineTimer end;
        QDeadlineTimer latest;
    };
    Call takeFirst();
    void watch();
    void refuseLate();

    CallBudget &m_budget;
    const Patience m_patience;
    const Refuse m_refuse;
    std::deque<Call> m_calls;
    qsizetype m_bytes = 0;
    bool m_waitsOn = false;
    Deadline m_end;
};

} // namespace parlance
