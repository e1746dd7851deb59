// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/auditstore.h"

/// See accountstatements.h.
namespace parlance::statements {

/// Within the transaction of the change itself.
void insertAuditEntry(Database &db, Timestamp now, const AuditEntry &entry);
/// The same for a change that was made.
void recordChange(Database &db, WriteContext &writer, const AdminAction &action,
                  const QString &target, const QJsonObject &before, const QJsonObject &after);
Result<void> appendAudit(Database &db, WriteContext &writer, const AuditEntry &entry);
/// A step of a run that deletes the entries that are older than the retention: up to `limit`. The
/// first step logs the whole run. Once a day: the entry about it would otherwise be followed by one
/// about its own end, and so on. True: there may be more.
bool pruneAudit(Database &db, WriteContext &writer, int limit);
Result<AuditPage> listAudit(Database &db, const Limits &limits, const AuditQuery &query);

} // namespace parlance::statements
