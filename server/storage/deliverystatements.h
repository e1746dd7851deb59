// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/messagestore.h"

/// See accountstatements.h.
namespace parlance::statements {

Result<AddressedMessage> appendAddressed(Database &db, WriteContext &writer,
                                         const NewAddressedMessage &message);
Result<QList<Message>> listUndelivered(Database &db, WriteContext &writer, UserId user, int limit);
Result<void> markDelivered(Database &db, WriteContext &, UserId user, qint64 firstPosition,
                           qint64 lastPosition);

} // namespace parlance::statements
