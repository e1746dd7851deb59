// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/access.h"

#include "storage/roombanstatements.h"
#include "storage/rows.h"

namespace parlance::statements {

namespace {

Access readAccess(Cursor &row)
{
    return Access{row.value<RoomKind>(), row.optional(&Cursor::value<RoomRole>), row.flag(),
                  std::chrono::seconds(row.integer())};
}

} // namespace

Result<void> mustNotBeErased(Database &db, UserId user)
{
    return db.exists("find_listed_user", {{"id", user}}) ? Result<void>() : ErrorCode::SessionEnded;
}

Result<Access> accessTo(Database &db, RoomId room, UserId user)
{
    const auto access =
        rows::first(db.query("find_access", {{"room", room}, {"user", user}}), readAccess);
    if (!access)
        return ErrorCode::RoomNotFound;
    // A ban ends the membership.
    if (access->role)
        return *access;
    if (const auto allowed = mustNotBeBanned(db, room, user); !allowed)
        return allowed.error();
    const bool known = access->kind == RoomKind::Public ||
                       db.exists("find_invitation", {{"room", room}, {"user", user}});
    if (!known)
        return ErrorCode::RoomNotFound;
    return *access;
}

Result<void> mayRead(Database &db, RoomId room, UserId user)
{
    const auto access = accessTo(db, room, user);
    if (!access)
        return access.error();
    if (!access->role && access->kind != RoomKind::Public)
        return ErrorCode::NotMember;
    return {};
}

Result<int> readablePage(Database &db, RoomId room, UserId user, const Limits &limits, int wanted)
{
    if (const auto allowed = mayRead(db, room, user); !allowed)
        return allowed.error();
    return std::clamp(wanted, 1, limits.pageSize);
}

Result<Room> roomById(Database &db, RoomId id)
{
    return rows::firstOr(ErrorCode::RoomNotFound, db.query("find_room", {{"room", id}}),
                         rows::room);
}

std::optional<Member> memberOf(Database &db, RoomId room, UserId user)
{
    return rows::first(db.query("find_member", {{"room", room}, {"user", user}}), rows::member);
}

} // namespace parlance::statements
