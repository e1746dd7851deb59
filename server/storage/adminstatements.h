// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "storage/database.h"
#include "stores/adminstore.h"

/// What administrators see. See accountstatements.h.
namespace parlance::statements {

/// A name may have the form of an id: the id wins. UserNotFound.
Result<User> findByNameOrId(Database &db, const Limits &limits, const QString &user);
Result<UserDetails> findUserDetails(Database &db, const Limits &limits, const QString &user,
                                    Timestamp now);
Result<UserPage> listUserDetails(Database &db, const Limits &limits, const UserQuery &query,
                                 Timestamp now);
Result<SessionPage> listSessions(Database &db, const Limits &limits, const SessionQuery &query,
                                 Timestamp now);

} // namespace parlance::statements
