// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calls/incomingcall.h"
#include "dialects/registry.h"
#include "gateway/gateway.h"
#include "gateway/socketentry.h"
#include "shared/uniquefunction.h"

namespace parlance {

class SocketCalls;

/// One event of a connection, until it is answered or parked. Event loop only.
class SocketCall final : public IncomingCall, public std::enable_shared_from_this<SocketCall>
{
public:
    /// `calls` outlives it. `read`: parses the call again in case it is parked.
    SocketCall(SocketCalls &calls, SocketEntryPtr entry, SentCall sent, ReadCall read);

    const SocketEntryPtr &entry() const { return m_entry; }
    const FoundEvent &event() const { return m_event; }
    const SentCall &sent() const { return m_sent; }
    ReadCall &read() { return m_read; }
    /// Keeps what it was read from only if it may have to be parked.
    void setEvent(const FoundEvent &event);
    /// Since it was parsed.
    std::chrono::steady_clock::duration taken() const
    {
        return std::chrono::steady_clock::now() - m_parsedAt;
    }
    /// It occupies a place in the order of its connection's calls.
    bool isOrdered() const { return m_isOrdered; }
    void setOrdered() { m_isOrdered = true; }

    const Caller &caller() const override { return m_entry->caller; }
    CallRules rules() const override { return {m_event.dialect, *m_event.row}; }
    void schedule(Task start) override;
    Result<void> isWanted() const override;
    QString claimedName() const override;
    void actAs(const Actor &actor, Callback<void> done) override;
    void resolve(Callback<void> done) override;
    Call toCall() const override;
    void answer(const Result<Reply> &reply) override;

private:
    void findRoom(Callback<void> done);
    void speakIn(RoomId room, Callback<void> done);
    void park(Callback<void> done);

    SocketCalls &m_calls;
    const SocketEntryPtr m_entry;
    FoundEvent m_event;
    const SentCall m_sent;
    ReadCall m_read;
    const std::chrono::steady_clock::time_point m_parsedAt = std::chrono::steady_clock::now();
    RoomId m_room;
    bool m_isOrdered = false;
};
using SocketCallPtr = std::shared_ptr<SocketCall>;

} // namespace parlance
