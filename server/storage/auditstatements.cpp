// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/auditstatements.h"

#include "storage/adminactionstatements.h"
#include "storage/pages.h"
#include "storage/rows.h"

#include <QJsonDocument>

#include <limits>

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

// Counting more would hold up the writer.
constexpr int MostCounted = 1'000'000;

QString textOf(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// Each statement walks along the index that fits the query best.
Cursor entries(Database &db, const AuditQuery &query, int limit)
{
    constexpr qint64 last = std::numeric_limits<qint64>::max();
    const Bind before{"before", query.before.value_or(last)};
    const Bind since{"since", query.since ? toEpochMs(*query.since) : 0};
    const Bind until{"until", query.until ? toEpochMs(*query.until) : last};
    const Bind command{"command", query.command};
    const Bind rows{"limit", limit};
    if (!query.target.isEmpty())
        return db.query("list_audit_of_target", {{"target", query.target},
                                                 {"actor", query.actor},
                                                 before,
                                                 since,
                                                 until,
                                                 command,
                                                 rows});
    if (!query.actor.isEmpty())
        return db.query("list_audit_of_actor",
                        {{"actor", query.actor}, before, since, until, command, rows});
    if (query.since || query.until)
        return db.query("list_audit_between", {before, since, until, command, rows});
    return db.query("list_audit", {before, command, rows});
}

// Logs how many will be deleted, and allows it. False: it is not time yet.
bool beginPruning(Database &db, WriteContext &writer)
{
    const Timestamp horizon = writer.now() - writer.auditRetention;
    const auto oldest = db.number("find_oldest_audit");
    if (oldest == 0 || fromEpochMs(oldest) >= horizon - std::chrono::days(1))
        return false;
    const qint64 count =
        db.number("count_prunable_audit", {{"before", horizon}, {"limit", MostCounted}});
    const AdminAction action{
        .actor = u"local:server"_s, .role = ServerRole::Administrator, .command = u"audit.prune"_s};
    // Before the deletion: the newest entry keeps the horizon from rising too far.
    recordChange(db, writer, action, {}, {},
                 {{u"deleted"_s, count}, {u"before"_s, toIsoString(horizon)}});
    db.exec("raise_audit_horizon", {{"before", horizon}});
    writer.auditHorizon = horizon;
    return true;
}

} // namespace

void insertAuditEntry(Database &db, Timestamp now, const AuditEntry &entry)
{
    const AdminAction &action = entry.action;
    const UserId &actor = action.actorId;
    db.exec("insert_audit_entry",
            {{"at", now},
             {"actor_id", actor.isNull() ? std::nullopt : std::optional(actor)},
             {"actor", action.actor},
             {"role", action.role},
             {"address", action.address},
             {"command", action.command},
             {"target", entry.target},
             {"arguments", textOf(action.arguments)},
             {"before", textOf(entry.before)},
             {"after", textOf(entry.after)},
             {"reason", action.reason},
             {"outcome", entry.outcome}});
}

void recordChange(Database &db, WriteContext &writer, const AdminAction &action,
                  const QString &target, const QJsonObject &before, const QJsonObject &after)
{
    insertAuditEntry(db, writer.now(), {0, {}, action, target, before, after, u"ok"_s});
}

Result<void> appendAudit(Database &db, WriteContext &writer, const AuditEntry &entry)
{
    if (entry.action.dryRun)
        return {};
    // What is not in the database is done after its entry was stored.
    if (entry.outcome == u"ok"_s) {
        if (const auto acting = checkActor(db, writer, entry.action); !acting)
            return acting;
    }
    insertAuditEntry(db, writer.now(), entry);
    return {};
}

bool pruneAudit(Database &db, WriteContext &writer, int limit)
{
    // What is in the memory may be of a step that failed.
    const bool hasBegun =
        writer.auditHorizon && db.number("find_audit_horizon") == toEpochMs(*writer.auditHorizon);
    if (!hasBegun && !beginPruning(db, writer))
        return false;
    const bool more =
        db.exec("prune_audit", {{"before", *writer.auditHorizon}, {"limit", limit}}) == limit;
    if (!more)
        writer.auditHorizon.reset();
    return more;
}

Result<AuditPage> listAudit(Database &db, const Limits &limits, const AuditQuery &query)
{
    const int size = pages::size(limits, query.limit);
    AuditPage page{rows::all(entries(db, query, size + 1), rows::auditEntry)};
    page.more = pages::cut(page.entries, size);
    return page;
}

} // namespace parlance::statements
