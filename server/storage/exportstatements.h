// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/personaldatastore.h"

/// Everything about one user. See accountstatements.h.
namespace parlance::statements {

/// Logged.
Result<ExportPage> beginExport(Database &db, WriteContext &writer, const AdminAction &action,
                               const QString &user, int limit);
Result<ExportPage> continueExport(Database &db, const Limits &limits, const QString &user,
                                  const ExportPlace &place, int limit, Timestamp now);

} // namespace parlance::statements
