// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/sockethandle.h"

namespace parlance {

SocketHandle::SocketHandle(const Context &context, SocketEntry &entry)
    : m_context(context)
    , m_entry(entry)
{
}

void SocketHandle::enterRoom(RoomId room, const QString &name)
{
    m_context.rooms.enter(m_entry, room, name);
}

void SocketHandle::moveTo(RoomId room, const QString &name)
{
    m_context.rooms.moveTo(m_entry, room, name);
}

void SocketHandle::listenTo(RoomId room, Callback<void> done)
{
    m_context.witnesses.listen(m_entry.shared_from_this(), room, std::move(done));
}

void SocketHandle::rememberRoom(Callback<void> done)
{
    m_context.rooms.remember(m_entry, std::move(done));
}

void SocketHandle::resumeRoom(RoomId room)
{
    m_context.rooms.resumeRoom(m_entry, room);
}

void SocketHandle::prolong(const Actor &actor)
{
    Caller &caller = m_entry.caller;
    if (!m_entry.isOpen() || !caller.actor || caller.actor->userId != actor.userId)
        return;
    m_context.rooms.sessionLeft(m_entry);
    caller.actor = actor;
    m_context.rooms.remember(m_entry, [](const Result<void> &) {});
    m_context.hub.setActor(m_entry.connection, actor);
    m_context.expiry.watch(m_entry);
}

void SocketHandle::catchUp(Callback<void> done)
{
    if (m_entry.isOpen() && m_entry.caller.actor)
        m_context.deliveries.catchUp(m_entry.connection, *m_entry.caller.actor,
                                     m_entry.subscription, std::move(done));
    else
        done({});
}

} // namespace parlance
