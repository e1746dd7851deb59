// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calls/callpipeline.h"
#include "gateway/callqueue.h"
#include "gateway/socketcall.h"
#include "gateway/socketentries.h"
#include "gateway/socketopening.h"
#include "gateway/socketrooms.h"

#include <QObject>

namespace parlance {

/// The calls of all connections, from the bytes to the answer: those above the allowance wait,
/// those of one connection take effect in their order, those without a room are parked. Event loop
/// only.
class SocketCalls
{
public:
    struct Options
    {
        /// Calls of one connection under way at once; further ones answer Overloaded.
        size_t maxCalls = 1000;
        WaitingCalls::Bounds waiting = {};
        CallBudget::Bounds memory = {};
        /// How long a call waits for its connection to enter a room.
        std::chrono::milliseconds roomPatience{10000};
    };

    /// All outlive it.
    SocketCalls(CallPipeline &pipeline, Admission &admission, const Registry &registry,
                SocketEntries &entries, SocketRooms &rooms, SocketOpening &opening,
                TimerQueue &timers, Options options);

    /// Gateway's functions.
    void receive(const SocketEntryPtr &entry, qsizetype bytes, const ReadCall &read);
    void proceed(const SocketEntryPtr &entry, const ReadCall &read);

    /// Something of the connection that had a place in the order of its calls is over.
    void finished(const SocketEntryPtr &entry);
    /// Its session has ended: what waits is answered.
    void sessionEnded(const SocketEntryPtr &entry);
    /// What it has sent is carried out all the same.
    void closed(const SocketEntryPtr &entry);
    /// Nothing of it is carried out any more; the process ends.
    void drop(SocketEntry &entry);
    /// Gateway::finishCalls().
    void finishAll(std::function<void()> done);
    bool isIdle() const;
    quint64 answered() const { return m_answered; }

    // For its queues and calls ----------------------------------------------------------------

    SocketRooms &rooms() { return m_rooms; }
    SocketOpening &opening() { return m_opening; }
    TimerQueue &timers() { return m_timers; }
    CallBudget &budget() { return m_budget; }
    ParkedCalls::Patience roomPatience() const;
    bool hasRoom(const SocketEntry &entry) const;
    /// Takes one call of the allowance; otherwise answers how long until there is one.
    std::optional<std::chrono::milliseconds> takeTurn(const SocketEntry &entry);
    void refuse(const SocketEntryPtr &entry, const ReadCall &read, const Error &error);
    /// Until its connection enters a room. False: it has to be answered.
    bool park(const SocketCall &call);
    Error notInRoom() const;
    void finish(const SocketCall &call, const Result<Reply> &reply);

private:
    SocketCallPtr make(const SocketEntryPtr &entry, const ReadCall &read);
    Result<void> findEvent(SocketCall &call) const;
    QJsonValue renderError(const SocketCall &call, const Error &error) const;
    void answer(const SocketCall &call, const Result<Reply> &reply);
    void resumeParked(const SocketEntryPtr &entry);
    void resume(const SocketEntryPtr &entry, const ReadCall &read);
    void retire(const SocketEntryPtr &entry);
    void tellIdle();

    CallPipeline &m_pipeline;
    Admission &m_admission;
    const Registry &m_registry;
    SocketEntries &m_entries;
    SocketRooms &m_rooms;
    SocketOpening &m_opening;
    TimerQueue &m_timers;
    const Options m_options;
    CallBudget m_budget;
    WaitingCalls m_waiting;
    /// Read, and not answered.
    qsizetype m_calls = 0;
    quint64 m_answered = 0;
    bool m_stopping = false;
    std::function<void()> m_whenIdle;
    /// What is queued for a later turn goes with it.
    QObject m_turns;
};

} // namespace parlance
