// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/adminroomstore.h"

/// Messages that are gone for everybody. See accountstatements.h.
namespace parlance::statements {

/// Messages of the room up to this value of its counter are purged; their rows may still be there.
qint64 purgedSeq(Database &db, RoomId room);

/// The number of messages in (floor, last], deleted ones included; counted up to a million.
qint64 messagesBetween(Database &db, RoomId room, qint64 floor, qint64 last);

/// The counter value of the last message in (floor, last] that is older; `floor` if there is none.
qint64 lastBefore(Database &db, RoomId room, qint64 floor, qint64 last, Timestamp before);

/// Hides the messages of the room up to a counter value for everybody, with one mark; changes the
/// room in `purged` and sets the position. The writer's background work removes the rows.
void hideMessages(Database &db, WriteContext &writer, PurgedRoom &purged, qint64 last);

/// Logged. Hides the messages with one mark, so that its cost does not depend on their number; the
/// writer's background work removes their rows.
Result<PurgedRoom> purgeRoom(Database &db, WriteContext &writer, const AdminAction &action,
                             const QString &room, Timestamp before);

} // namespace parlance::statements
