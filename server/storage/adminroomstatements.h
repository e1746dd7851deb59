// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/adminroomstore.h"

/// Rooms as administrators see and change them. See accountstatements.h.
namespace parlance::statements {

Result<RoomDetails> findRoomDetails(Database &db, const Limits &limits, const QString &room);
Result<RoomDetailsPage> listRoomDetails(Database &db, const Limits &limits,
                                        const RoomDetailsQuery &query);

/// Logged. Conflict: it is so already.
Result<RoomDetails> setFrozen(Database &db, WriteContext &writer, const AdminAction &action,
                              const QString &room, bool frozen);

/// Logged, like the two below.
Result<RoomDetails> setSlowMode(Database &db, WriteContext &writer, const AdminAction &action,
                                const QString &room, std::chrono::seconds seconds);
Result<TransferredRoom> transferRoom(Database &db, WriteContext &writer, const AdminAction &action,
                                     const QString &room, const QString &user);
/// The room as it was.
Result<RemovedRoom> deleteRoomFor(Database &db, WriteContext &writer, const AdminAction &action,
                                  const QString &room);

} // namespace parlance::statements
