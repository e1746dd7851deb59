// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/moderationstore.h"

/// Users who may not write. See accountstatements.h.
namespace parlance::statements {

/// Muted: the user may not write in this room now.
Result<void> mustNotBeMuted(Database &db, UserId user, RoomId room, Timestamp now);

/// Logged. Replaces a mute in the same place.
Result<Mute> muteUser(Database &db, WriteContext &writer, const AdminAction &action,
                      const MuteUser &command);
/// Logged. The mute that has ended. Conflict: there is none in this place.
Result<Mute> unmuteUser(Database &db, WriteContext &writer, const AdminAction &action,
                        const QString &user, const QString &room);
Result<MutePage> listMutes(Database &db, const Limits &limits, const MuteQuery &query,
                           Timestamp now);

} // namespace parlance::statements
