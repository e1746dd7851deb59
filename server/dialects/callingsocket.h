// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "realtime/subscription.h"
#include "shared/result.h"

namespace parlance {

/// The connection that an event came over, as its handler sees it. It may have closed since: what
/// it wantsEvent then moves in its subscription() alone, for the calls behind. Event loop only.
class CallingSocket
{
public:
    virtual ~CallingSocket() = default;

    virtual const Subscription &subscription() const = 0;
    /// Hears the room from now on; the caller knows the user to be a member, or, where the socket
    /// acts for nobody yet, the room to be public. `name`: as the client writes it. Harmless for
    /// one that it wantsEvent already.
    virtual void enterRoom(RoomId room, const QString &name) = 0;
    /// Hears this room alone from now on, speaks in it, and has Presence watch it.
    virtual void moveTo(RoomId room, const QString &name) = 0;
    virtual void subscribeToDirects() = 0;
    /// Whether a socket that acts for nobody may hear public rooms: as long as its client has a
    /// session of somebody in its dialect. Forbidden, the store's errors.
    virtual void mayReceiveRooms(Callback<void> done) = 0;
    /// Keeps with the session that it speaks in its current room now.
    virtual void rememberRoom(Callback<void> done) = 0;
    /// It has spoken where its session was last, without a word of where it is: as moveTo(), and it
    /// takes the place of a socket that has ended there.
    virtual void resumeRoom(RoomId room) = 0;
    /// `actor`, a session of the same user, takes the place of the present one.
    virtual void prolong(const Actor &actor) = 0;
    /// Sends the direct messages that nothing is known to have reached, oldest first; from then on
    /// the connection wantsEvent direct messages and all rooms of its user, and it is the one that
    /// they have to reach. A second call repeats nothing. `done` comes when the first of them are
    /// sent, or with the store's error.
    virtual void catchUp(Callback<void> done) = 0;
};

} // namespace parlance
