// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "shared/result.h"
#include "storage/database.h"

namespace parlance::statements {

/// What a user is to a room that it may know of.
struct Access
{
    RoomKind kind = RoomKind::Public;
    /// Nothing: no member.
    std::optional<RoomRole> role;

    bool isAtLeast(RoomRole least) const { return role && *role >= least; }
};

/// RoomNotFound: also where the user is neither member nor invited and the room is not public.
Result<Access> accessTo(Database &db, RoomId room, UserId user);
/// Ok if the user may read the room. RoomNotFound, NotMember (invited only).
Result<void> mayRead(Database &db, RoomId room, UserId user);

/// Greater than every id that is made.
template <class IdType>
IdType lastId()
{
    RawId raw;
    raw.bytes.fill(0xff);
    return IdType(raw);
}

/// RoomNotFound if it is not there, whoever asks.
Result<Room> roomById(Database &db, RoomId id);
std::optional<Member> memberOf(Database &db, RoomId room, UserId user);

} // namespace parlance::statements
