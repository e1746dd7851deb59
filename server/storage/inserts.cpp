// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/inserts.h"

#include <algorithm>

namespace parlance::inserts {

void room(Database &db, RoomId id, const NewRoom &room, Timestamp now)
{
    db.exec("insert_room", {{"id", id},
                            {"kind", room.kind},
                            {"name", room.name},
                            {"name_key", room.nameKey},
                            {"direct_key", room.directKey},
                            {"owner", room.owner},
                            {"opener", room.opener},
                            {"member_count", room.memberCount},
                            {"permanent", room.permanent},
                            {"now", now}});
}

NewRoom direct(UserId opener, UserId peer)
{
    return {.kind = RoomKind::Direct,
            .directKey = directKey(opener, peer),
            .opener = opener,
            .memberCount = 2};
}

QByteArray directKey(UserId a, UserId b)
{
    return std::min(a, b).toBytes() + std::max(a, b).toBytes();
}

void message(Database &db, const Message &message)
{
    db.exec("insert_message", {{"position", message.position},
                               {"id", message.id},
                               {"room", message.roomId},
                               {"seq", message.seq},
                               {"changed_seq", message.changedSeq},
                               {"changed_position", message.position},
                               {"author", message.author.id},
                               {"text", message.text},
                               {"now", message.createdAt}});
    if (message.recipient)
        db.exec("insert_undelivered",
                {{"user", message.recipient->id}, {"position", message.position}});
}

} // namespace parlance::inserts
