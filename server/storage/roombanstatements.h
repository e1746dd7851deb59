// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/roombanstore.h"

/// Users who are removed from a room, or may not be in it. See accountstatements.h.
namespace parlance::statements {

/// BannedFromRoom: the user may not be in the room now.
Result<void> mustNotBeBanned(Database &db, RoomId room, UserId user);

/// Logged, like the two below.
Result<KickedMember> kickFromRoom(Database &db, WriteContext &writer, const AdminAction &action,
                                  const QString &room, const QString &user);
Result<RoomBanChange> banFromRoom(Database &db, WriteContext &writer, const AdminAction &action,
                                  const BanFromRoom &command);
Result<RoomBanChange> unbanFromRoom(Database &db, WriteContext &writer, const AdminAction &action,
                                    const QString &room, const QString &user);
Result<RoomBanPage> listRoomBans(Database &db, const Limits &limits, const RoomBanQuery &query);

} // namespace parlance::statements
