// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/retentionstore.h"

/// How long messages stay. See accountstatements.h.
namespace parlance::statements {

/// Logged. Conflict: it is so already.
Result<RoomRetention> setRetention(Database &db, WriteContext &writer, const AdminAction &action,
                                   const QString &room, std::optional<int> days, int serverDays);
Result<QList<RoomRetention>> listRetentions(Database &db, const Limits &limits);
Result<RetentionStep> countExpired(Database &db, const Limits &limits, const RetentionQuery &query,
                                   Timestamp now);
Result<RetentionStep> purgeExpired(Database &db, WriteContext &writer, const RetentionQuery &query);

} // namespace parlance::statements
