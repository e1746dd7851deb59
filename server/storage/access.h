// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "domain/model.h"
#include "domain/roles.h"
#include "shared/result.h"
#include "storage/database.h"

namespace parlance::statements {

/// A room and the user's relation to it, if the user may see it.
struct Access
{
    RoomKind kind = RoomKind::Public;
    /// Empty: not a member.
    std::optional<RoomRole> role;
    bool frozen = false;
    /// Seconds; 0: off.
    std::chrono::seconds slowMode{0};

    /// Members only.
    bool may(RoomPermission permission) const { return role && parlance::may(*role, permission); }
    /// Post and edit.
    bool mayWrite() const { return !frozen || may(RoomPermission::WriteWhenFrozen); }
    bool isSlowed() const { return slowMode.count() > 0 && !may(RoomPermission::IgnoreSlowMode); }
};

/// SessionEnded: the account was erased after the call came in.
Result<void> mustNotBeErased(Database &db, UserId user);
/// RoomNotFound: also if the user is neither member nor invited and the room is not public.
/// BannedFromRoom.
Result<Access> accessTo(Database &db, RoomId room, UserId user);
/// Ok if the user may read the room. RoomNotFound, NotMember (invited only), BannedFromRoom.
Result<void> mayRead(Database &db, RoomId room, UserId user);
/// The same for one page of it; returns how many entries the page may have.
Result<int> readablePage(Database &db, RoomId room, UserId user, const Limits &limits, int wanted);

/// Greater than every generated id.
template <class IdType>
IdType lastId()
{
    RawId raw;
    raw.bytes.fill(0xff);
    return IdType(raw);
}

/// RoomNotFound if it does not exist; does not check access.
Result<Room> roomById(Database &db, RoomId id);
std::optional<Member> memberOf(Database &db, RoomId room, UserId user);

} // namespace parlance::statements
