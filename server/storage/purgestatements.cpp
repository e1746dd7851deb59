// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/purgestatements.h"

#include "storage/adminactionstatements.h"
#include "storage/adminroomstatements.h"
#include "storage/auditstatements.h"
#include "storage/rows.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

// Counting more would hold up the writer.
constexpr int MostCounted = 1'000'000;

struct MessageTime
{
    qint64 seq = 0;
    Timestamp at = {};
};

MessageTime messageTime(Cursor &row)
{
    return MessageTime{row.integer(), row.time()};
}

} // namespace

// Messages are stored in the order of their times, so that few of them are looked at.
qint64 lastBefore(Database &db, RoomId room, qint64 floor, qint64 last, Timestamp before)
{
    qint64 low = floor;
    qint64 high = last + 1;
    while (low + 1 < high) {
        const qint64 middle = low + (high - low) / 2;
        const auto found = rows::first(
            db.query("find_message_time_at", {{"room", room}, {"seq", middle}, {"floor", floor}}),
            messageTime);
        if (!found || found->at < before)
            low = middle;
        else
            high = found->seq;
    }
    return low;
}

qint64 purgedSeq(Database &db, RoomId room)
{
    return db.number("find_purged_seq", {{"room", room}});
}

qint64 messagesBetween(Database &db, RoomId room, qint64 floor, qint64 last)
{
    return db.number("count_messages_between",
                     {{"room", room}, {"floor", floor}, {"last", last}, {"limit", MostCounted}});
}

void hideMessages(Database &db, WriteContext &writer, PurgedRoom &purged, qint64 last)
{
    Room &changed = purged.details.room;
    const Change change = writer.counters.next(db, changed.id);
    changed.purgedSeq = last;
    changed.lastSeq = change.seq;
    changed.updatedAt = writer.now();
    purged.position = change.position;
    db.exec("mark_room_purged", {{"room", changed.id},
                                 {"purged_seq", last},
                                 {"seq", change.seq},
                                 {"position", change.position},
                                 {"now", changed.updatedAt}});
    db.exec("raise_position_floor", {{"position", change.position}});
    writer.purgePending = true;
}

Result<PurgedRoom> purgeRoom(Database &db, WriteContext &writer, const AdminAction &action,
                             const QString &room, Timestamp before)
{
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    const auto found = findRoomDetails(db, writer.limits, room);
    if (!found)
        return found.error();
    PurgedRoom purged{*found};
    Room &changed = purged.details.room;
    changed.lastSeq = writer.counters.seq(db, changed.id);
    const qint64 last = lastBefore(db, changed.id, changed.purgedSeq, changed.lastSeq, before);
    purged.messages = messagesBetween(db, changed.id, changed.purgedSeq, last);
    if (action.dryRun)
        return purged;
    if (purged.messages > 0)
        hideMessages(db, writer, purged, last);
    recordChange(db, writer, action, changed.name, {},
                 {{u"before"_s, toIsoString(before)}, {u"messages"_s, purged.messages}});
    return purged;
}

} // namespace parlance::statements
