// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "domain/roommoderation.h"
#include "storage/database.h"
#include "stores/adminroomstore.h"
#include "stores/adminstore.h"
#include "stores/auditstore.h"
#include "stores/reportstore.h"
#include "stores/sessionstore.h"

#include <algorithm>

/// Reads values from rows. The statements used with one of these functions name the same columns in
/// the same order.
namespace parlance::rows {

/// The only column of a look-up.
template <class IdType>
IdType id(Cursor &row)
{
    return row.id<IdType>();
}
qint64 integer(Cursor &row);
Timestamp time(Cursor &row);

User user(Cursor &row);
AccountStatus accountStatus(Cursor &row);
/// After the user's and the status's columns: the numbers of sessions and rooms.
UserDetails userDetails(Cursor &row);
StoredSession storedSession(Cursor &row);
AuditEntry auditEntry(Cursor &row);
/// Id, handle, alias.
UserRef userRef(Cursor &row);
Mute mute(Cursor &row);
RoomBan roomBan(Cursor &row);
Report report(Cursor &row);
Actor actor(Cursor &row);
/// After the actor's columns: which properties match.
ClientMatch clientMatch(Cursor &row);
LastRoom lastRoom(Cursor &row);
Room room(Cursor &row);
/// After the room's columns: the name of its owner.
RoomDetails roomDetails(Cursor &row);
RoomView roomView(Cursor &row);
Member member(Cursor &row);
Invitation invitation(Cursor &row);
Message message(Cursor &row);
/// After the message's columns: the position it was posted at.
struct PostedMessage
{
    Message message;
    qint64 postedAt = 0;
};
PostedMessage postedMessage(Cursor &row);

/// All remaining rows of `cursor`.
template <class T>
QList<T> all(Cursor cursor, T (*read)(Cursor &))
{
    QList<T> list;
    while (cursor.next())
        list.append(read(cursor));
    return list;
}
/// The only row, if there is one.
template <class T>
std::optional<T> first(Cursor cursor, T (*read)(Cursor &))
{
    return cursor.next() ? std::optional(read(cursor)) : std::nullopt;
}
/// The only row; `missing` if there is none.
template <class T>
Result<T> firstOr(ErrorCode missing, Cursor cursor, T (*read)(Cursor &))
{
    if (!cursor.next())
        return missing;
    return read(cursor);
}

} // namespace parlance::rows
