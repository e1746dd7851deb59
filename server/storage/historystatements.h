// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "storage/database.h"
#include "stores/messagestore.h"

/// See accountstatements.h.
namespace parlance::statements {

Result<QList<Message>> listHistory(Database &db, const Limits &limits, UserId viewer,
                                   const ListHistory &query);
Result<QList<Message>> listDirectHistory(Database &db, const Limits &limits, UserId user,
                                         const std::optional<UserId> &peer,
                                         const std::optional<MessageId> &before, int limit);

} // namespace parlance::statements
