// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "storage/database.h"
#include "stores/windowstore.h"

/// Windows into the large tables. See accountstatements.h.
namespace parlance::statements {

Result<UserWindow> userWindow(Database &db, const Limits &limits, const UserWindowQuery &query,
                              Timestamp now);
Result<RoomWindow> roomWindow(Database &db, const Limits &limits, const RoomWindowQuery &query);

} // namespace parlance::statements
