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

/// The calls of one connection that speak in its current room, until it enters one: as the bytes
/// they came in, bounded, and in their order. Event loop only.
class ParkedCalls
{
public:
    using Refuse = std::function<void(const std::vector<ReadCall> &)>;
    struct Patience
    {
        std::chrono::milliseconds usual;
        /// With what restartTimeout() adds.
        std::chrono::milliseconds longest;
    };

    /// `budget` outlives it. `refuse` runs for those that have waited for too long, and in
    /// refuseAll(); it may destroy this.
    ParkedCalls(TimerQueue &timers, CallBudget &budget, Patience patience, Refuse refuse);
    ~ParkedCalls() { takeAll(); }
    Q_DISABLE_COPY_MOVE(ParkedCalls)

    /// `key`: of the budget. False: there is no room for it.
    bool add(const QString &key, qsizetype bytes, ReadCall read);
    bool isEmpty() const { return m_calls.empty(); }
    /// From now on they wait for takeAll() or refuseAll(), however long.
    void waitIndefinitely();
    /// The connection was behind with its calls: what lets them resume may come only now.
    void restartTimeout();
    /// They wait no longer.
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
