// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "gateway/connectionlog.h"
#include "gateway/lastrooms.h"
#include "gateway/roomlisteners.h"
#include "gateway/socketentry.h"
#include "realtime/hub.h"

namespace parlance {

/// Which rooms each connection is subscribed to and sends to, in the dialects whose clients choose
/// them. Event loop only.
class SocketRooms
{
public:
    /// All outlive it.
    SocketRooms(Services services, Hub &hub, Broker &broker, ConnectionLog &log);

    /// Implement the functions of CallingSocket with these names.
    void enter(SocketEntry &entry, RoomId room, const QString &name);
    void moveTo(SocketEntry &entry, RoomId room, const QString &name);
    void remember(const SocketEntry &entry, Callback<void> done);
    void resumeRoom(SocketEntry &entry, RoomId room);

    /// Joins the user to the public rooms that the connection was subscribed to before it had a
    /// user; `own` are the rooms of the user. Its next calls follow this in the store's queue.
    void takeAlong(const SocketEntryPtr &entry, const std::vector<RoomId> &own);
    /// The last room of its session, for a call that names no room. Answers inside the call if the
    /// room is known.
    void findLast(const SocketEntry &entry, Callback<LastRoom> done);
    /// Whether its user is a member of the room, according to the hub. Always true for a closed
    /// connection: the store checks then.
    bool mayBeMember(const SocketEntry &entry, RoomId room) const;
    /// The user is no longer a member; all connections have been notified.
    void removed(const QList<SocketEntryPtr> &ofUser, UserId user, RoomId room);
    QList<UserId> usersIn(RoomId room) const { return m_listeners.usersIn(room); }
    /// The connection has closed.
    void closed(SocketEntry &entry);
    /// All received calls have been executed, or the connection continues with another session.
    void sessionLeft(const SocketEntry &entry);

private:
    void stayedOut(SocketEntry &entry, RoomId room);

    Services m_services;
    Hub &m_hub;
    ConnectionLog &m_log;
    RoomListeners m_listeners;
    LastRooms m_lastRooms;
};

} // namespace parlance
