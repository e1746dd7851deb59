// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/socketentry.h"

namespace parlance {

void SocketGateway::Entry::enterRoom(RoomId room, const QString &name)
{
    if (!isOpen())
        return;
    if (listens->enter(room, name) && caller.actor)
        m_gateway.m_listeners.entered(caller.actor->userId, room);
    if (!caller.actor)
        m_gateway.m_hub.addRoom(connection, room);
}

void SocketGateway::Entry::moveTo(RoomId room, const QString &name)
{
    if (!isOpen())
        return;
    const QList<RoomId> heard = listens->rooms.keys();
    for (const RoomId &other : heard) {
        if (other == room)
            continue;
        listens->leave(other);
        m_gateway.m_listeners.exited(*caller.actor, other);
    }
    listens->currentRoom = room;
    listens->watch = m_gateway.m_services.presence.watch(room);
    enterRoom(room, name);
}

void SocketGateway::Entry::hearDirects()
{
    listens->directs = true;
}

void SocketGateway::Entry::prolong(const Actor &actor)
{
    if (!isOpen() || !caller.actor || caller.actor->userId != actor.userId)
        return;
    caller.actor = actor;
    m_gateway.m_hub.setActor(connection, actor);
    m_gateway.startExpiry(m_gateway.m_entries.value(connection));
}

void SocketGateway::Entry::catchUp(Callback<void> done)
{
    if (isOpen() && caller.actor)
        m_gateway.m_deliveries.catchUp(connection, *caller.actor, listens, std::move(done));
}

} // namespace parlance
