// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calls/claims.h"
#include "gateway/socketentries.h"
#include "gateway/socketrooms.h"

namespace parlance {

/// Sockets that have no user but are subscribed to public rooms. Each stays subscribed as long as
/// its client (same fingerprint) has a session of any user: its witness. Event loop only.
class Witnesses
{
public:
    /// All outlive it, except that `claims` is not used after the connections have closed.
    Witnesses(SocketEntries &entries, SocketRooms &rooms, Claims &claims, Hub &hub,
              TimerQueue &timers, Clock clock);

    /// CallingSocket::mayReceiveRooms().
    void find(const SocketEntryPtr &entry, Callback<void> done);
    /// The socket has a user now, or has closed.
    void drop(const SocketEntryPtr &entry) { set(entry, {}); }
    /// The witness's session has ended: the socket leaves its rooms, unless its client has another
    /// session.
    void ended(const SocketEntryPtr &entry);

private:
    void set(const SocketEntryPtr &entry, const std::optional<Actor> &witness);

    SocketEntries &m_entries;
    SocketRooms &m_rooms;
    Claims &m_claims;
    Hub &m_hub;
    TimerQueue &m_timers;
    Clock m_clock;
};

} // namespace parlance
