// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "storage/database.h"

/// The rows of rooms and messages, which the server and the import write alike.
namespace parlance::inserts {

struct NewRoom
{
    RoomKind kind = RoomKind::Public;
    std::optional<QString> name = {};
    std::optional<QString> nameKey = {};
    std::optional<QByteArray> directKey = {};
    std::optional<UserId> owner = {};
    std::optional<UserId> opener = {};
    int memberCount = 1;
    bool permanent = false;
};

void room(Database &db, RoomId id, const NewRoom &room, Timestamp now);
/// The room of a direct conversation that `opener` starts.
NewRoom direct(UserId opener, UserId peer);
/// The key of a direct conversation: the same whichever of the two starts it.
QByteArray directKey(UserId a, UserId b);
/// A message just posted. If it has a recipient, it is undelivered to that user.
void message(Database &db, const Message &message);

} // namespace parlance::inserts
