// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calls/claims.h"
#include "gateway/socketentries.h"
#include "gateway/socketrooms.h"

namespace parlance {

/// The sockets that act for nobody and hear public rooms all the same: each does so as long as its
/// client has a session of somebody, its witness. Event loop only.
class Witnesses
{
public:
    /// All outlive it, but `claims` is asked no more once the connections are closed.
    Witnesses(SocketEntries &entries, SocketRooms &rooms, Claims &claims, Hub &hub,
              TimerQueue &timers, Clock clock);

    /// CallingSocket::mayReceiveRooms().
    void find(const SocketEntryPtr &entry, Callback<void> done);
    /// It acts for somebody now, or has closed.
    void drop(const SocketEntryPtr &entry) { set(entry, {}); }
    /// It wantsEvent nothing any more, unless its client has another session.
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
