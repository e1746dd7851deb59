// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/event.h"
#include "timers/timerqueue.h"

#include <map>

namespace parlance::socketio {

/// The answers that one client owes. Every handler runs once; it may do anything but destroy this.
class PendingAcks
{
public:
    /// `most` answers may be due at a time.
    PendingAcks(TimerQueue &timers, int most);

    /// The id to send; nothing if too many are due, and then `handler` is not kept.
    std::optional<qint64> add(std::chrono::milliseconds timeout, AckHandler handler);
    /// Late, repeated and invented ids are ignored.
    void answer(qint64 id, const AckReply &reply);
    /// The client is gone: all end as Disconnected.
    void abandon();

private:
    struct Pending
    {
        Pending(TimerQueue &timers, AckHandler replyHandler)
            : deadline(timers)
            , handler(std::move(replyHandler))
        {
        }
        Deadline deadline;
        AckHandler handler;
    };

    TimerQueue &m_timers;
    const size_t m_most;
    qint64 m_nextId = 0;
    std::map<qint64, Pending> m_pending;
};

} // namespace parlance::socketio
