// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/socketcall.h"

#include "gateway/socketcalls.h"

namespace parlance {

SocketCall::SocketCall(SocketCalls &calls, SocketEntryPtr entry, SentCall sent, ReadCall read)
    : m_calls(calls)
    , m_entry(std::move(entry))
    , m_event{m_entry->subscription->dialect, nullptr}
    , m_sent(std::move(sent))
    , m_read(std::move(read))
{
}

void SocketCall::setEvent(const FoundEvent &event)
{
    m_event = event;
    if (!event.row->inCurrentRoom)
        m_read = nullptr;
}

void SocketCall::schedule(Task start)
{
    if (!m_calls.hasRoom(*m_entry))
        return answer(ErrorCode::Overloaded);
    // The first event of a dialect fixes the connection's dialect.
    if (m_event.dialect != 0 && !m_entry->settled) {
        m_entry->subscription->dialect = m_event.dialect;
        m_entry->settled = true;
    }
    m_isOrdered = true;
    m_entry->calls->order.add(m_event.row->effect, std::move(start));
}

Result<void> SocketCall::isWanted() const
{
    // The connection is closed, so the answer of a read has no recipient.
    const bool isLost = !m_entry->isOpen() && m_event.row->effect == Effect::Read;
    return m_entry->sessionEnded || isLost ? Result<void>(ErrorCode::SessionEnded) : Result<void>();
}

QString SocketCall::claimedName() const
{
    return m_event.row->claim->who(m_sent.args);
}

void SocketCall::actAs(const Actor &actor, Callback<void> done)
{
    m_calls.opening().bind(m_entry, actor, std::move(done));
}

void SocketCall::resolve(Callback<void> done)
{
    m_event.row->inCurrentRoom ? findRoom(std::move(done)) : done({});
}

// A reconnecting client may send before it has joined a room again.
void SocketCall::findRoom(Callback<void> done)
{
    CallQueue &queue = *m_entry->calls;
    // A call whose room is known must not overtake those that are still looking it up.
    if (const RoomId current = m_entry->subscription->currentRoom;
        !current.isNull() && queue.lookUps == 0)
        return speakIn(current, std::move(done));
    if (!queue.parked.isEmpty())
        return park(std::move(done));
    ++queue.lookUps;
    auto found = [self = shared_from_this(),
                  done = std::move(done)](const Result<LastRoom> &last) mutable {
        --self->m_entry->calls->lookUps;
        if (self->m_entry->sessionEnded)
            return done(ErrorCode::SessionEnded);
        if (const RoomId current = self->m_entry->subscription->currentRoom; !current.isNull())
            return self->speakIn(current, std::move(done));
        if (!last)
            return done(last.error());
        const bool isThere =
            !last->room.isNull() && self->m_calls.rooms().mayBeMember(*self->m_entry, last->room);
        isThere ? self->speakIn(last->room, std::move(done)) : self->park(std::move(done));
    };
    m_calls.rooms().findLast(*m_entry, std::move(found));
}

void SocketCall::speakIn(RoomId room, Callback<void> done)
{
    m_room = room;
    done({});
}

void SocketCall::park(Callback<void> done)
{
    if (!m_calls.park(*this))
        done(m_calls.notInRoom());
}

Call SocketCall::toCall() const
{
    const std::shared_ptr<CallingSocket> socket(m_entry, m_entry->handle.get());
    Call call{m_entry->caller, m_sent.args.at(0).toObject(), m_sent.args, false, socket, m_room};
    call.parsedAt = m_parsedAt;
    return call;
}

void SocketCall::answer(const Result<Reply> &reply)
{
    m_calls.finish(*this, reply);
}

} // namespace parlance
