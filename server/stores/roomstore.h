// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commands.h"
#include "domain/model.h"
#include "stores/storerole.h"

namespace parlance {

struct OpenedDirect
{
    RoomView view;
    bool created = false;
};

struct CreatedRoom
{
    RoomView view;
    /// Besides the owner.
    QList<UserRef> members;
};

struct RoomPage
{
    QList<RoomView> rooms;
    /// Pass as ListRooms::after for the next page; empty at the end.
    QString next;
};

/// Rooms and direct conversations. See StoreRole for the rules of every call.
class RoomStore : public StoreRole
{
public:
    /// RoomNameTaken, LimitReached, UserNotFound (of the members). The actor becomes the owner.
    virtual void createRoom(UserRef actor, CreateRoom command, QString nameKey,
                            Callback<CreatedRoom> done) = 0;
    /// The room of this name, or a new public one, which has no members and stays without.
    /// RoomNotFound: the name belongs to a room that the actor cannot see. LimitReached: the actor
    /// owns the maximum number of rooms.
    virtual void ensureRoom(UserRef actor, QString name, QString nameKey,
                            Callback<RoomView> done) = 0;
    /// RoomNotFound, as for findRoom().
    virtual void findRoomByName(UserId viewer, QString nameKey, Callback<RoomView> done) = 0;
    /// Public rooms and those of the viewer, except direct conversations: the newest, oldest of
    /// them first; only older ones than `before` if it is given. A null viewer sees public ones.
    virtual void listVisibleRooms(UserId viewer, std::optional<RoomId> before, int limit,
                                  Callback<QList<Room>> done) = 0;
    /// RoomNotFound, Forbidden, RoomNameTaken. Owner only.
    virtual void renameRoom(UserId actor, RenameRoom command, QString nameKey,
                            Callback<Room> done) = 0;
    /// RoomNotFound, Forbidden. Owner only. The room is deleted at once; its messages are removed
    /// in batches afterwards.
    virtual void deleteRoom(UserId actor, RoomId roomId, Callback<Room> done) = 0;
    /// RoomNotFound: also for a private room of which the viewer is neither member nor invited.
    virtual void findRoom(UserId viewer, RoomId roomId, Callback<RoomView> done) = 0;
    /// `query.search` is a folded key: see validSearch().
    virtual void listRooms(UserId viewer, ListRooms query, Callback<RoomPage> done) = 0;
    /// UserNotFound, Conflict (with oneself), LimitReached (of conversations the actor started).
    virtual void openDirect(UserRef actor, UserId peer, Callback<OpenedDirect> done) = 0;
};

} // namespace parlance
