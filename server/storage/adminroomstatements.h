// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "storage/database.h"
#include "stores/adminstore.h"

/// Rooms as administrators see them. See accountstatements.h.
namespace parlance::statements {

Result<RoomDetails> findRoomDetails(Database &db, const Limits &limits, const QString &room);
Result<RoomDetailsPage> listRoomDetails(Database &db, const Limits &limits,
                                        const RoomDetailsQuery &query);

} // namespace parlance::statements
