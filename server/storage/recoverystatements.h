// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "storage/database.h"
#include "stores/recoverystore.h"

/// See accountstatements.h.
namespace parlance::statements {

Result<QList<ResumedRoom>> resumeRooms(Database &db, const Limits &limits, UserId viewer,
                                       const ResumeRooms &query);
Result<MissedChanges> listMissed(Database &db, const Limits &limits, UserId user, qint64 since);
Result<qint64> lastPosition(Database &db, const Limits &limits);

} // namespace parlance::statements
