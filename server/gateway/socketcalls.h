// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calls/callerrors.h"
#include "calls/callpipeline.h"
#include "gateway/callqueue.h"
#include "gateway/socketcall.h"
#include "gateway/socketentries.h"
#include "gateway/socketopening.h"
#include "gateway/socketrooms.h"
#include "shared/uniquefunction.h"

#include <QObject>

namespace parlance {

/// The calls of all connections, from the received bytes to the answer. Calls above the rate limit
/// are queued, calls of one connection take effect in their order, calls without a room are parked.
/// Event loop only.
class SocketCalls
{
public:
    struct Options
    {
        /// Concurrent calls of one connection; further ones are answered with Overloaded.
        size_t maxCalls = 1000;
        WaitingCalls::Bounds waiting = {};
        CallBudget::Bounds memory = {};
        /// How long a call waits for its connection to enter a room before it times out.
        std::chrono::milliseconds roomPatience{10000};
    };

    /// All outlive it.
    SocketCalls(CallPipeline &pipeline, Admission &admission, const Registry &registry,
                SocketEntries &entries, SocketRooms &rooms, SocketOpening &opening,
                ConnectionLog &log, TimerQueue &timers, Options options);

    /// Implements the functions of Gateway.
    void receive(const SocketEntryPtr &entry, qsizetype bytes, ReadCall read);
    void proceed(const SocketEntryPtr &entry, ReadCall read);

    /// A call of the connection that had a place in its order has ended.
    void finished(const SocketEntryPtr &entry);
    /// The session has ended: waiting calls are answered with an error.
    void sessionEnded(const SocketEntryPtr &entry);
    /// The connection has closed. Received calls are still executed.
    void closed(const SocketEntryPtr &entry);
    /// Discards all its calls; used when the process stops.
    void drop(SocketEntry &entry);
    /// Gateway::finishCalls().
    void finishAll(Task done);
    bool isIdle() const;
    quint64 answered() const { return m_answered; }
    /// Those that were sent to clients.
    const CallErrors &errors() const { return m_errors; }

    // Used by its queues and calls -----------------------------------------------------------

    SocketRooms &rooms() { return m_rooms; }
    SocketOpening &opening() { return m_opening; }
    TimerQueue &timers() { return m_timers; }
    CallBudget &budget() { return m_budget; }
    ParkedCalls::Patience roomPatience() const;
    bool hasRoom(const SocketEntry &entry) const;
    /// Counts one call against the rate limit. If it is exceeded, returns the time until the next
    /// call is allowed.
    std::optional<std::chrono::milliseconds> takeTurn(const SocketEntry &entry);
    void refuse(const SocketEntryPtr &entry, ReadCall read, const Error &error);
    /// Parks the call until its connection enters a room. False: it does not fit and must be
    /// answered.
    bool park(SocketCall &call);
    Error notInRoom() const;
    void finish(const SocketCall &call, const Result<Reply> &reply);

private:
    SocketCallPtr make(const SocketEntryPtr &entry, ReadCall read);
    Result<void> findEvent(SocketCall &call) const;
    QJsonValue renderError(const SocketCall &call, const Error &error) const;
    void answer(const SocketCall &call, const Result<Reply> &reply);
    bool isTurnOf(const SocketEntry &entry);
    void resumeParked(const SocketEntryPtr &entry);
    void resume(const SocketEntryPtr &entry, ReadCall read);
    void retire(const SocketEntryPtr &entry);
    void tellIdle();

    CallPipeline &m_pipeline;
    Admission &m_admission;
    const Registry &m_registry;
    SocketEntries &m_entries;
    SocketRooms &m_rooms;
    SocketOpening &m_opening;
    ConnectionLog &m_log;
    TimerQueue &m_timers;
    const Options m_options;
    CallBudget m_budget;
    WaitingCalls m_waiting;
    /// Calls that are read and not yet answered.
    qsizetype m_calls = 0;
    quint64 m_answered = 0;
    CallErrors m_errors;
    bool m_stopping = false;
    Task m_whenIdle;
    /// Context object: destroying it cancels what is queued for a later turn.
    QObject m_turns;
};

} // namespace parlance
