// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/banstore.h"

/// Networks that nobody may connect from. See accountstatements.h.
namespace parlance::statements {

/// Logged. Replaces the ban of the same network.
Result<AddressBan> addBan(Database &db, WriteContext &writer, const AdminAction &action,
                          const BanNetwork &command);
/// Logged. The ban that has ended. Conflict: there is none.
Result<AddressBan> removeBan(Database &db, WriteContext &writer, const AdminAction &action,
                             const IpNetwork &network);
Result<BanPage> listBans(Database &db, const Limits &limits, const BanQuery &query, Timestamp now);
Result<QList<AddressBan>> allBans(Database &db, const Limits &limits, Timestamp now);

} // namespace parlance::statements
