// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/serverstore.h"

/// The state of the whole server. See accountstatements.h.
namespace parlance::statements {

/// LockedDown: only members may post and join now.
Result<void> mustNotBeLockedDown(Database &db);
/// LockedDown: plain users may not make rooms now.
Result<void> mayMakeRoom(Database &db, const Limits &limits, UserId user);

Result<bool> isLockedDown(Database &db, const Limits &limits);
/// Logged. Conflict: it is so already.
Result<bool> setLockedDown(Database &db, WriteContext &writer, const AdminAction &action,
                           bool lockedDown);
Result<StoreSize> measure(Database &db, const Limits &limits);

} // namespace parlance::statements
