// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "realtime/subscription.h"
#include "shared/result.h"

namespace parlance {

/// The connection that an event came over, as its handler sees it. The connection may have closed
/// since: subscriptions then change only in its subscription(), for the calls that follow. Event
/// loop only.
class CallingSocket
{
public:
    virtual ~CallingSocket() = default;

    virtual const Subscription &subscription() const = 0;
    /// Subscribes to the room. The caller has checked that the user is a member. `name`: as the
    /// client writes it. No effect if already subscribed.
    virtual void enterRoom(RoomId room, const QString &name) = 0;
    /// Subscribes to this room only, makes it the current room, and has Presence watch it.
    virtual void moveTo(RoomId room, const QString &name) = 0;
    virtual void subscribeToDirects() = 0;
    /// Subscribes a socket without a user to a public room, as long as its client has a session of
    /// any user in its dialect, and this user may read the room. Forbidden, RoomNotFound,
    /// BannedFromRoom, the store's errors.
    virtual void listenTo(RoomId room, Callback<void> done) = 0;
    /// Stores the current room with the session.
    virtual void rememberRoom(Callback<void> done) = 0;
    /// The client sent a message without joining a room, so it uses the last room of its session:
    /// as moveTo(), and the socket replaces one that has closed there.
    virtual void resumeRoom(RoomId room) = 0;
    /// Replaces the current session by `actor`, another session of the same user.
    virtual void prolong(const Actor &actor) = 0;
    /// Sends the undelivered direct messages, oldest first. From then on the connection receives
    /// direct messages and the events of all rooms of its user, and only its confirmations count as
    /// delivery. A second call repeats nothing. `done` runs when the first messages are sent, or
    /// with the store's error.
    virtual void catchUp(Callback<void> done) = 0;
};

} // namespace parlance
