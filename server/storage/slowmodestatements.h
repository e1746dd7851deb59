// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"

/// When users posted last in rooms with slow mode. See accountstatements.h.
namespace parlance::statements {

/// RateLimited: the user has posted less than `slowMode` ago.
Result<void> mustHaveWaited(Database &db, RoomId room, UserId user, std::chrono::seconds slowMode,
                            Timestamp now);
void noteLastPost(Database &db, RoomId room, UserId user, Timestamp now);

} // namespace parlance::statements
