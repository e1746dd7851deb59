// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/roomstore.h"

/// See accountstatements.h.
namespace parlance::statements {

Result<CreatedRoom> createRoom(Database &db, WriteContext &writer, const UserRef &actor,
                               const CreateRoom &command, const QString &nameKey);
Result<RoomView> ensureRoom(Database &db, WriteContext &writer, const UserRef &actor,
                            const QString &name, const QString &nameKey);
Result<RoomView> findRoomByName(Database &db, const Limits &, UserId viewer,
                                const QString &nameKey);
/// The room of this name key; does not check access.
std::optional<RoomId> roomCalled(Database &db, const QString &nameKey);
Result<QList<Room>> listVisibleRooms(Database &db, const Limits &limits, UserId viewer,
                                     const std::optional<RoomId> &before, int limit);
Result<Room> renameRoom(Database &db, WriteContext &writer, UserId actor, const RenameRoom &command,
                        const QString &nameKey);
Result<Room> deleteRoom(Database &db, WriteContext &writer, UserId actor, RoomId roomId);
Result<RoomView> findRoom(Database &db, const Limits &, UserId viewer, RoomId roomId);
Result<RoomPage> listRooms(Database &db, const Limits &limits, UserId viewer,
                           const ListRooms &query);
/// The direct conversation of two users, if there is one.
std::optional<RoomId> findDirect(Database &db, UserId a, UserId b);
Result<OpenedDirect> openDirect(Database &db, WriteContext &writer, const UserRef &actor,
                                UserId peer);

/// Used when leaving: the last member has left. Deletes the room; its messages are purged later.
void removeRoom(Database &db, WriteContext &writer, RoomId roomId);
/// Whether the limit allows the user to own one more room.
bool mayOwnAnother(Database &db, const Limits &limits, UserId user);
/// Whether the limit allows the user to be in one more public or private room.
bool mayJoinAnother(Database &db, const Limits &limits, UserId user);
/// The caller updates the count in the room's row.
void addMember(Database &db, WriteContext &writer, RoomId room, UserId user, RoomRole role);

} // namespace parlance::statements
