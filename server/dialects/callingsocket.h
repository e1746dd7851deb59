// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "realtime/listening.h"
#include "shared/result.h"

namespace parlance {

/// The connection that an event came over, as its handler sees it. It may have closed since: then
/// nothing here does anything. Event loop only.
class CallingSocket
{
public:
    virtual ~CallingSocket() = default;

    virtual const Listening &listening() const = 0;
    /// Hears the room from now on; the caller knows the user to be a member, or, where the socket
    /// acts for nobody yet, the room to be public. `name`: as the client writes it. Harmless for
    /// one that it hears already.
    virtual void enterRoom(RoomId room, const QString &name) = 0;
    /// Hears this room alone from now on, speaks in it, and has Presence watch it.
    virtual void moveTo(RoomId room, const QString &name) = 0;
    virtual void hearDirects() = 0;
    /// `actor`, a session of the same user, takes the place of the present one.
    virtual void prolong(const Actor &actor) = 0;
    /// Sends the direct messages that nothing is known to have reached, oldest first; from then on
    /// the connection hears direct messages and all rooms of its user, and it is the one that they
    /// have to reach. A second call repeats nothing. `done` comes when the first of them are sent,
    /// or with the store's error.
    virtual void catchUp(Callback<void> done) = 0;
};

} // namespace parlance
