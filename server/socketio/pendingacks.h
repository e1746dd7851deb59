// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/event.h"
#include "timers/timerqueue.h"

#include <map>

namespace parlance::socketio {

/// Acknowledgements that one client owes the server (Socket::request()). Every handler runs once;
/// it may do anything except destroy this object. Used by programs that embed the library, not by
/// parlance-server.
class PendingAcks
{
public:
    /// `most`: maximum number of pending acknowledgements.
    PendingAcks(TimerQueue &timers, int most);

    /// Returns the id to send; nothing if too many are pending, and then `handler` is not stored.
    std::optional<qint64> add(std::chrono::milliseconds timeout, AckHandler handler);
    /// Late, repeated and unknown ids are ignored.
    void answer(qint64 id, const AckReply &reply);
    /// The client has disconnected: all end as Disconnected.
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
