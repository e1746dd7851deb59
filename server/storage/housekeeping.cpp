// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/housekeeping.h"

#include "storage/auditstatements.h"
#include "storage/rows.h"

#include <limits>

namespace parlance::statements {

using namespace std::chrono_literals;

namespace {

constexpr auto PruneInterval = 10min;
// Rows in one step, which limits how long the writer's callers wait.
constexpr int StepRows = 500;

struct Purged
{
    RoomId room;
    qint64 seq = 0;
};

Purged readPurged(Cursor &row)
{
    return Purged{row.id<RoomId>(), row.integer()};
}

// Whether it was the last step.
bool removeRows(Database &db, RoomId room, qint64 last)
{
    return db.exec("purge_messages", {{"room", room}, {"last", last}, {"limit", StepRows}}) <
           StepRows;
}

// The last message may have the highest position, so the floor is raised. The room's row marks the
// remaining work and is deleted last.
void purgeDeleted(Database &db, WriteContext &writer, RoomId room)
{
    db.exec("raise_position_floor", {{"position", writer.counters.position(db)}});
    if (removeRows(db, room, std::numeric_limits<qint64>::max()))
        db.exec("delete_room", {{"room", room}});
}

void purgeStep(Database &db, WriteContext &writer)
{
    if (const auto room = rows::first(db.query("find_deleted_room"), rows::id<RoomId>))
        return purgeDeleted(db, writer, *room);
    const auto purged = rows::first(db.query("find_purged_room"), readPurged);
    if (!purged) {
        writer.purgePending = false;
        return;
    }
    // The purge itself has raised the floors.
    if (removeRows(db, purged->room, purged->seq))
        db.exec("end_purge", {{"room", purged->room}});
}

void pruneStep(Database &db, WriteContext &writer)
{
    const Timestamp now = writer.now();
    db.exec("prune_mutes", {{"now", now}});
    db.exec("prune_room_bans", {{"now", now}});
    db.exec("prune_address_bans", {{"now", now}});
    db.exec("prune_invitation_links", {{"now", now}});
    const qint64 posts =
        db.exec("prune_last_posts", {{"expired", now - MaxSlowMode}, {"limit", StepRows}});
    const qint64 ids =
        db.exec("prune_client_ids", {{"expired", now - ClientIdLifetime}, {"limit", StepRows}});
    if (std::max(posts, ids) < StepRows)
        writer.prunedAt = now;
}

// Noted first: if the database refuses it, the other chores go on.
void pruneAuditStep(Database &db, WriteContext &writer)
{
    writer.auditPrunedAt = writer.now();
    if (pruneAudit(db, writer, StepRows))
        writer.auditPrunedAt.reset();
}

bool isAuditDue(const WriteContext &writer)
{
    return writer.auditRetention.count() > 0 &&
           (!writer.auditPrunedAt || writer.now() - *writer.auditPrunedAt >= PruneInterval);
}

} // namespace

std::function<void(Database &)> nextChore(WriteContext &writer)
{
    if (writer.purgePending)
        return [&writer](Database &db) { purgeStep(db, writer); };
    if (!writer.prunedAt || writer.now() - *writer.prunedAt >= PruneInterval)
        return [&writer](Database &db) { pruneStep(db, writer); };
    if (isAuditDue(writer))
        return [&writer](Database &db) { pruneAuditStep(db, writer); };
    return {};
}

Result<void> ping(Database &db, WriteContext &)
{
    db.exists("ping");
    return {};
}

} // namespace parlance::statements
