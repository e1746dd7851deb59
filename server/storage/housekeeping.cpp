// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/housekeeping.h"

#include "storage/rows.h"

namespace parlance::statements {

using namespace std::chrono_literals;

namespace {

constexpr auto PruneInterval = 10min;
// Rows in one step, which limits how long the writer's callers wait.
constexpr int StepRows = 500;

// The last message may have the highest position, so the floor is raised. The room's row marks the
// remaining work and is deleted last.
void purgeStep(Database &db, WriteContext &writer)
{
    const auto room = rows::first(db.query("find_deleted_room"), rows::id<RoomId>);
    if (!room) {
        writer.purgePending = false;
        return;
    }
    db.exec("raise_position_floor", {{"position", writer.counters.position(db)}});
    if (db.exec("purge_messages", {{"room", *room}, {"limit", StepRows}}) < StepRows)
        db.exec("delete_room", {{"room", *room}});
}

void pruneStep(Database &db, WriteContext &writer)
{
    const Timestamp now = writer.now();
    db.exec("prune_mutes", {{"now", now}});
    db.exec("prune_address_bans", {{"now", now}});
    const qint64 pruned =
        db.exec("prune_client_ids", {{"expired", now - ClientIdLifetime}, {"limit", StepRows}});
    if (pruned < StepRows)
        writer.prunedAt = now;
}

} // namespace

std::function<void(Database &)> nextChore(WriteContext &writer)
{
    if (writer.purgePending)
        return [&writer](Database &db) { purgeStep(db, writer); };
    if (!writer.prunedAt || writer.now() - *writer.prunedAt >= PruneInterval)
        return [&writer](Database &db) { pruneStep(db, writer); };
    return {};
}

Result<void> ping(Database &db, WriteContext &)
{
    db.exists("ping");
    return {};
}

} // namespace parlance::statements
