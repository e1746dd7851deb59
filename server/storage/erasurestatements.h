// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/personaldatastore.h"

/// Erasing users. See accountstatements.h.
namespace parlance::statements {

/// Logged.
Result<ErasedUser> eraseUser(Database &db, WriteContext &writer, const AdminAction &action,
                             const QString &user, bool deletesMessages);
/// The same for an account that was never approved.
Result<UserChange> rejectUser(Database &db, WriteContext &writer, const AdminAction &action,
                              const QString &user);
/// One short step of the work that eraseUser() leaves behind.
Result<bool> eraseMessages(Database &db, WriteContext &writer);
Result<MessageCount> countMessages(Database &db, const Limits &limits, UserId user, qint64 after);

} // namespace parlance::statements
