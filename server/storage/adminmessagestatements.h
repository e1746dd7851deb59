// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/adminmessagestore.h"

/// Messages as administrators see and change them. See accountstatements.h.
namespace parlance::statements {

Result<RoomMessages> listRoomMessages(Database &db, const Limits &limits,
                                      const RoomMessagesQuery &query);
Result<MessageReceipts> findReceipts(Database &db, const Limits &limits, MessageId id, UserId after,
                                     int limit);
/// Logged, without the text.
Result<Message> redactMessage(Database &db, WriteContext &writer, const AdminAction &action,
                              MessageId id);

} // namespace parlance::statements
