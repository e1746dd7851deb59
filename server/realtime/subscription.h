// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/events.h"

#include <QHash>

#include <functional>
#include <memory>

namespace parlance {

/// Which of its user's events one connection receives. The native API receives all of them; in the
/// dialects of other backends the client chooses. Event loop only.
struct Subscription
{
    /// Its dialect: the index in the registry of dialects.
    quint8 dialect = 0;
    /// The rooms that it has joined explicitly, with their names as the client wrote them. A room
    /// is removed when the user's membership ends.
    QHash<RoomId, QString> rooms;
    /// Those rooms by the login keys of their names.
    QHash<QString, RoomId> roomsByKey;
    /// The room for messages that name none; null: there is none.
    RoomId currentRoom;
    /// The one that it has joined last and not left; null: there is none.
    RoomId latestRoom;
    /// Keeps Presence watching the current room.
    std::shared_ptr<void> watch;
    /// Receives direct messages to its user.
    bool directs = false;
    /// Receives the events of all rooms of its user.
    bool everyRoom = false;

    bool includesRoom(RoomId room) const { return everyRoom || rooms.contains(room); }
    /// False: it had joined the room before; only the name it uses for it changes.
    bool enter(RoomId room, const QString &name);
    /// No effect if it has not joined the room.
    void leave(RoomId room);
    /// By its name in any spelling; null: it has joined no room of that name.
    RoomId roomNamed(const QString &name) const;
};

/// Whether a connection of the user `self` with this subscription receives the event.
using EventFilter =
    std::function<bool(const Event &event, const Subscription &subscription, UserId self)>;

/// The room of the event; null if it does not belong to one room.
RoomId roomOf(const Event &event);

} // namespace parlance
