// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/socketrooms.h"

namespace parlance {

SocketRooms::SocketRooms(Services services, Hub &hub, Broker &broker, ConnectionLog &log)
    : m_services(services)
    , m_hub(hub)
    , m_log(log)
    , m_listeners(broker)
    , m_lastRooms(services.sessions)
{
}

void SocketRooms::enter(SocketEntry &entry, RoomId room, const QString &name)
{
    const Caller &caller = entry.caller;
    if (!caller.actor && !entry.witness)
        return;
    const bool isNew = entry.subscription->enter(room, name);
    if (!entry.isOpen())
        return;
    if (isNew)
        m_log.joined(entry, room);
    if (isNew && caller.actor)
        m_listeners.entered(caller.actor->userId, room);
    if (!caller.actor)
        m_hub.addRoom(entry.connection, room);
}

void SocketRooms::moveTo(SocketEntry &entry, RoomId room, const QString &name)
{
    const QList<RoomId> heard = entry.subscription->rooms.keys();
    for (const RoomId &other : heard) {
        if (other == room)
            continue;
        entry.subscription->leave(other);
        m_log.left(entry, other);
        if (entry.isOpen())
            m_listeners.exited(*entry.caller.actor, other);
    }
    entry.subscription->currentRoom = room;
    if (entry.isOpen())
        entry.subscription->watch = m_services.presence.watch(room);
    enter(entry, room, name);
}

void SocketRooms::remember(const SocketEntry &entry, Callback<void> done)
{
    const RoomId room = entry.subscription->currentRoom;
    if (!entry.caller.actor || room.isNull())
        return done({});
    m_lastRooms.moved(entry.caller.actor->sessionId, entry.id, room, LastRooms::Arrival::Joined,
                      std::move(done));
}

void SocketRooms::resumeRoom(SocketEntry &entry, RoomId room)
{
    moveTo(entry, room, {});
    m_lastRooms.moved(entry.caller.actor->sessionId, entry.id, room, LastRooms::Arrival::Resumed,
                      [](const Result<void> &) {});
}

void SocketRooms::takeAlong(const SocketEntryPtr &entry, const std::vector<RoomId> &own)
{
    const QSet<RoomId> ownRooms(own.begin(), own.end());
    const QList<RoomId> heard = entry->subscription->rooms.keys();
    for (const RoomId &room : heard) {
        m_listeners.entered(entry->caller.actor->userId, room);
        m_log.joined(*entry, room);
        if (ownRooms.contains(room))
            continue;
        // Subscribed at once, so that it misses no event while the store is asked.
        m_hub.addRoom(entry->connection, room);
        m_services.rooms.join(*entry->caller.actor, room, [=, this](const auto &joined) {
            if (!joined)
                stayedOut(*entry, room);
        });
    }
}

void SocketRooms::stayedOut(SocketEntry &entry, RoomId room)
{
    if (!entry.isOpen() || !entry.subscription->rooms.contains(room))
        return;
    entry.subscription->leave(room);
    m_log.left(entry, room);
    m_listeners.forget(entry.caller.actor->userId, room);
    m_hub.dropRoom(entry.connection, room);
}

void SocketRooms::findLast(const SocketEntry &entry, Callback<LastRoom> done)
{
    m_lastRooms.find(entry.caller.actor->sessionId, std::move(done));
}

bool SocketRooms::mayBeMember(const SocketEntry &entry, RoomId room) const
{
    return !entry.isOpen() || m_hub.hasRoom(entry.connection, room);
}

void SocketRooms::removed(const QList<SocketEntryPtr> &ofUser, UserId user, RoomId room)
{
    for (const SocketEntryPtr &entry : ofUser) {
        if (entry->isOpen() && entry->subscription->rooms.contains(room)) {
            m_listeners.forget(user, room);
            m_log.left(*entry, room);
        }
        entry->subscription->leave(room);
    }
}

void SocketRooms::closed(SocketEntry &entry)
{
    if (entry.caller.actor) {
        const QList<RoomId> rooms = entry.subscription->rooms.keys();
        for (const RoomId &room : rooms)
            m_listeners.exited(*entry.caller.actor, room);
    }
    // Ends its watch in Presence.
    entry.subscription->watch.reset();
}

void SocketRooms::sessionLeft(const SocketEntry &entry)
{
    m_lastRooms.ended(entry.caller.actor->sessionId, entry.id);
}

} // namespace parlance
