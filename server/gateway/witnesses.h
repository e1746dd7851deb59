// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calls/claims.h"
#include "gateway/socketentries.h"
#include "gateway/socketrooms.h"

namespace parlance {

/// Sockets that have no user but are subscribed to public rooms. Each stays subscribed as long as
/// its client (same fingerprint) has a session of any user, its witness, and this user may read the
/// room. Event loop only.
class Witnesses
{
public:
    /// All outlive it, except that `claims` is not used after the connections have closed.
    Witnesses(Rooms &access, SocketEntries &entries, SocketRooms &rooms, Claims &claims, Hub &hub,
              TimerQueue &timers, Clock clock);

    /// CallingSocket::listenTo().
    void listen(const SocketEntryPtr &entry, RoomId room, Callback<void> done);
    /// The socket has a user now, or has closed.
    void drop(const SocketEntryPtr &entry) { set(entry, {}); }
    /// The witness's session has ended: the socket leaves its rooms, unless its client has another
    /// session.
    void ended(const SocketEntryPtr &entry);
    /// The user has left the room, or is banned from it: so have those sockets.
    void removed(UserId user, RoomId room);

private:
    void find(const SocketEntryPtr &entry, Callback<Actor> done);
    void set(const SocketEntryPtr &entry, const std::optional<Actor> &witness);
    void enter(const SocketEntryPtr &entry, const Actor &witness, RoomId room, Callback<void> done);
    void enterAll(const SocketEntryPtr &entry, const Actor &witness, const QList<RoomId> &rooms);
    void leave(SocketEntry &entry, RoomId room);
    QList<RoomId> leaveAll(SocketEntry &entry);

    Rooms &m_access;
    SocketEntries &m_entries;
    SocketRooms &m_rooms;
    Claims &m_claims;
    Hub &m_hub;
    TimerQueue &m_timers;
    Clock m_clock;
};

} // namespace parlance
