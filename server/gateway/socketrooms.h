// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "gateway/lastrooms.h"
#include "gateway/roomlisteners.h"
#include "gateway/socketentry.h"
#include "realtime/hub.h"

namespace parlance {

/// Which rooms each connection wantsEvent and speaks in, in the dialects whose clients say so.
/// Event loop only.
class SocketRooms
{
public:
    /// All outlive it.
    SocketRooms(Services services, Hub &hub, Broker &broker);

    /// CallingSocket's functions of these names.
    void enter(SocketEntry &entry, RoomId room, const QString &name);
    void moveTo(SocketEntry &entry, RoomId room, const QString &name);
    void remember(const SocketEntry &entry, Callback<void> done);
    void resumeRoom(SocketEntry &entry, RoomId room);

    /// The public rooms that it has heard as nobody are its user's from now on; `own` are the rooms
    /// of its user. Its next calls come after this in the store's queue.
    void takeAlong(const SocketEntryPtr &entry, const std::vector<RoomId> &own);
    /// Where its session was last: for a call that names no room. Inside the call if it is known.
    void findLast(const SocketEntry &entry, Callback<LastRoom> done);
    /// Its user is a member of the room, as far as a connection that is there tells; of a closed
    /// one the store knows.
    bool mayBeMember(const SocketEntry &entry, RoomId room) const;
    /// The user is no member any more; all have been told.
    void removed(const QList<SocketEntryPtr> &ofUser, UserId user, RoomId room);
    QList<UserId> usersIn(RoomId room) const { return m_listeners.usersIn(room); }
    /// The connection has closed.
    void closed(SocketEntry &entry);
    /// All that it has sent is carried out, or it goes on with another session.
    void sessionLeft(const SocketEntry &entry);

private:
    void stayedOut(SocketEntry &entry, RoomId room);

    Services m_services;
    Hub &m_hub;
    RoomListeners m_listeners;
    LastRooms m_lastRooms;
};

} // namespace parlance
