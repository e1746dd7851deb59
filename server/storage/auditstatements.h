// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/adminstore.h"

/// See accountstatements.h.
namespace parlance::statements {

/// Within the transaction of the change itself.
void insertAuditEntry(Database &db, Timestamp now, const AuditEntry &entry);
Result<void> appendAudit(Database &db, WriteContext &writer, const AuditEntry &entry);
Result<AuditPage> listAudit(Database &db, const Limits &limits, const AuditQuery &query);

} // namespace parlance::statements
