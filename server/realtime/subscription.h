// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/events.h"

#include <QHash>

#include <functional>
#include <memory>

namespace parlance {

/// What one connection wantsEvent of all that concerns its user. The native API wantsEvent
/// everything; in the dialects of other backends the client says what it wants to hear. Event loop
/// only.
struct Subscription
{
    /// What it speaks: an index of the registry of dialects.
    quint8 dialect = 0;
    /// The rooms that it has joined by itself, with their names as the client wrote them.
    QHash<RoomId, QString> rooms;
    /// Those rooms by the login keys of these names.
    QHash<QString, RoomId> roomsByKey;
    /// Where it speaks without naming a room; null: nowhere.
    RoomId currentRoom;
    /// Keeps Presence watching the current room.
    std::shared_ptr<void> watch;
    /// Direct messages to its user.
    bool directs = false;
    /// All rooms of its user.
    bool everyRoom = false;

    bool includesRoom(RoomId room) const { return everyRoom || rooms.contains(room); }
    /// False: it had joined that room before, and calls it by this name from now on.
    bool enter(RoomId room, const QString &name);
    /// Harmless for a room that it has not joined.
    void leave(RoomId room);
    /// By its name in any spelling; null: it has joined none of that name.
    RoomId roomNamed(const QString &name) const;
};

/// Whether a connection of `self` that subscription like this wantsEvent the event.
using EventFilter =
    std::function<bool(const Event &event, const Subscription &subscription, UserId self)>;

/// The room that the event happened in; null if it is not of one room.
RoomId roomOf(const Event &event);

} // namespace parlance
