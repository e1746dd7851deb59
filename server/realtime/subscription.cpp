// SPDX-License-Identifier: GPL-3.0-or-later
#include "realtime/subscription.h"

#include "domain/validation.h"

namespace parlance {

namespace {

// Removes the name unless another room has got it since.
void forgetName(QHash<QString, RoomId> &roomsByKey, RoomId room, const QString &name)
{
    const auto named = roomsByKey.constFind(loginKey(name));
    if (named != roomsByKey.cend() && *named == room)
        roomsByKey.erase(named);
}

} // namespace

bool Subscription::enter(RoomId room, const QString &name)
{
    const auto known = rooms.constFind(room);
    const bool isNew = known == rooms.cend();
    if (!isNew)
        forgetName(roomsByKey, room, *known);
    rooms.insert(room, name);
    roomsByKey.insert(loginKey(name), room);
    latestRoom = room;
    return isNew;
}

void Subscription::leave(RoomId room)
{
    const auto joined = rooms.constFind(room);
    if (joined == rooms.cend())
        return;
    forgetName(roomsByKey, room, *joined);
    rooms.erase(joined);
    if (latestRoom == room)
        latestRoom = {};
    if (currentRoom != room)
        return;
    currentRoom = {};
    watch.reset();
}

RoomId Subscription::roomNamed(const QString &name) const
{
    return roomsByKey.value(loginKey(name));
}

RoomId roomOf(const Event &event)
{
    const auto room = [](const auto &e) -> RoomId {
        if constexpr (requires { e.message.roomId; })
            return e.message.roomId;
        else if constexpr (requires { e.room.id; })
            return e.room.id;
        else if constexpr (requires { e.roomId; })
            return e.roomId;
        else
            return {};
    };
    return std::visit(room, event);
}

} // namespace parlance
