// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/membershipstatements.h"

#include "storage/access.h"
#include "storage/roombanstatements.h"
#include "storage/roomstatements.h"
#include "storage/rows.h"
#include "storage/serverstatements.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

Result<MembershipChange> membershipChange(Database &db, RoomId roomId, const UserRef &user,
                                          RoomRole role, bool changed)
{
    const auto room = roomById(db, roomId);
    if (!room)
        return room.error();
    return MembershipChange{*room, user, role, changed};
}

struct MemberPlace
{
    qint64 seq = 0;
    RoomKind kind = RoomKind::Public;
};

MemberPlace memberPlace(Cursor &row)
{
    return MemberPlace{row.integer(), row.value<RoomKind>()};
}

void changeMemberCount(Database &db, WriteContext &writer, RoomId room, int delta)
{
    db.exec("change_member_count", {{"room", room}, {"delta", delta}, {"now", writer.now()}});
}

// The actor's access to a room that has roles.
Result<Access> accessToGroup(Database &db, RoomId room, UserId actor)
{
    auto access = accessTo(db, room, actor);
    if (access && access->kind == RoomKind::Direct)
        return ErrorCode::Forbidden;
    return access;
}

void setRole(Database &db, RoomId room, UserId user, RoomRole role)
{
    db.exec("update_member_role", {{"room", room}, {"user", user}, {"role", role}});
}

// The room is full, or the user is in as many rooms as allowed.
bool mayNotJoin(Database &db, const Limits &limits, const Room &room, UserId user)
{
    return room.memberCount >= limits.membersPerRoom || !mayJoinAnother(db, limits, user);
}

Result<Invitation> findInvitation(Database &db, RoomId room, UserId invitee)
{
    return rows::firstOr(ErrorCode::InvitationNotFound,
                         db.query("find_invitation", {{"room", room}, {"user", invitee}}),
                         rows::invitation);
}

} // namespace

void enterRoom(Database &db, WriteContext &writer, RoomId room, UserId user)
{
    addMember(db, writer, room, user, RoomRole::Member);
    changeMemberCount(db, writer, room, +1);
}

void removeMembership(Database &db, WriteContext &writer, RoomId room, UserId user)
{
    db.exec("delete_membership", {{"room", room}, {"user", user}});
    changeMemberCount(db, writer, room, -1);
}

std::vector<Member> handOver(Database &db, WriteContext &writer, RoomId room, Member heir,
                             std::optional<Member> owner)
{
    heir.role = RoomRole::Owner;
    setRole(db, room, heir.user.id, heir.role);
    db.exec("update_room_owner", {{"room", room}, {"owner", heir.user.id}, {"now", writer.now()}});
    if (!owner)
        return {heir};
    owner->role = RoomRole::Moderator;
    setRole(db, room, owner->user.id, owner->role);
    return {heir, *owner};
}

Result<std::vector<RoomId>> roomIdsOf(Database &db, const Limits &, UserId userId)
{
    std::vector<RoomId> ids;
    Cursor row = db.query("list_room_ids_of", {{"user", userId}});
    while (row.next())
        ids.push_back(row.id<RoomId>());
    return ids;
}

Result<MembershipChange> joinRoom(Database &db, WriteContext &writer, const UserRef &actor,
                                  RoomId roomId)
{
    // A private room is visible only to members and invited users, so a user who passes this check
    // may join.
    const auto access = accessToGroup(db, roomId, actor.id);
    if (!access)
        return access.error();
    if (access->role)
        return membershipChange(db, roomId, actor, *access->role, false);
    if (const auto open = mustNotBeLockedDown(db); !open)
        return open.error();
    if (const auto there = mustNotBeErased(db, actor.id); !there)
        return there.error();
    const auto room = roomById(db, roomId);
    if (room && mayNotJoin(db, writer.limits, *room, actor.id))
        return ErrorCode::LimitReached;
    db.exec("delete_invitation", {{"room", roomId}, {"user", actor.id}});
    enterRoom(db, writer, roomId, actor.id);
    return membershipChange(db, roomId, actor, RoomRole::Member, true);
}

Result<MembershipChange> leaveRoom(Database &db, WriteContext &writer, const UserRef &actor,
                                   RoomId roomId)
{
    const auto access = accessToGroup(db, roomId, actor.id);
    if (!access)
        return access.error();
    if (!access->role)
        return membershipChange(db, roomId, actor, RoomRole::Member, false);
    const auto room = roomById(db, roomId);
    if (room && room->memberCount > 1 && *access->role == RoomRole::Owner)
        return ErrorCode::Conflict;
    removeMembership(db, writer, roomId, actor.id);
    auto change = membershipChange(db, roomId, actor, *access->role, true);
    const bool permanent = db.exists("is_permanent_room", {{"room", roomId}});
    if (change && change->room.memberCount == 0 && !permanent)
        removeRoom(db, writer, roomId);
    return change;
}

Result<MemberPage> listMembers(Database &db, const Limits &limits, UserId viewer,
                               const ListMembers &query)
{
    const auto limit = readablePage(db, query.roomId, viewer, limits, query.limit);
    if (!limit)
        return limit.error();
    // Reads one more than the page holds, to know whether there are more.
    MemberPage page{
        rows::all(db.query("list_members",
                           {{"room", query.roomId}, {"after", query.after}, {"limit", *limit + 1}}),
                  rows::member),
        false};
    page.more = page.members.size() > *limit;
    if (page.more)
        page.members.removeLast();
    return page;
}

Result<std::vector<MembershipChange>> setRoomRole(Database &db, WriteContext &writer, UserId actor,
                                                  const SetRoomRole &command)
{
    const auto access = accessToGroup(db, command.roomId, actor);
    if (!access || !access->may(RoomPermission::ChangeRoles))
        return access ? Error::of(ErrorCode::Forbidden) : access.error();
    const auto owner = memberOf(db, command.roomId, actor);
    auto target = memberOf(db, command.roomId, command.userId);
    if (!owner || !target)
        return ErrorCode::UserNotFound;
    const bool changed = target->role != command.role;
    // The owner can only transfer the ownership, not give it up.
    if (target->user.id == actor && changed)
        return ErrorCode::Forbidden;
    const bool handsOver = changed && command.role == RoomRole::Owner;
    if (handsOver && !mayOwnAnother(db, writer.limits, command.userId))
        return ErrorCode::LimitReached;
    target->role = command.role;
    std::vector<Member> members{*target};
    if (handsOver)
        members = handOver(db, writer, command.roomId, *target, owner);
    else if (changed)
        setRole(db, command.roomId, command.userId, command.role);
    const auto room = roomById(db, command.roomId);
    std::vector<MembershipChange> changes;
    changes.reserve(members.size());
    for (const Member &member : members)
        changes.push_back({room ? *room : Room(), member.user, member.role, changed});
    return changes;
}

Result<MembershipChange> removeMember(Database &db, WriteContext &writer, UserId actor,
                                      const RemoveMember &command)
{
    const auto access = accessToGroup(db, command.roomId, actor);
    if (!access || !access->may(RoomPermission::RemoveMembers))
        return access ? Error::of(ErrorCode::Forbidden) : access.error();
    const auto target = memberOf(db, command.roomId, command.userId);
    if (!target)
        return ErrorCode::UserNotFound;
    if (target->role >= *access->role)
        return ErrorCode::Forbidden;
    removeMembership(db, writer, command.roomId, command.userId);
    return membershipChange(db, command.roomId, target->user, target->role, true);
}

Result<ReadMark> markRead(Database &db, WriteContext &writer, UserId actor, const MarkRead &command)
{
    const auto present = rows::first(
        db.query("find_read_seq", {{"room", command.roomId}, {"user", actor}}), memberPlace);
    if (!present) {
        const auto access = accessTo(db, command.roomId, actor);
        return access ? Error::of(ErrorCode::NotMember) : access.error();
    }
    const qint64 seq = std::min(command.seq, writer.counters.seq(db, command.roomId));
    if (seq <= present->seq)
        return ReadMark{present->seq, false};
    if (present->kind == RoomKind::Direct)
        db.exec("mark_read_delivered", {{"user", actor},
                                        {"room", command.roomId},
                                        {"from_seq", present->seq},
                                        {"to_seq", seq}});
    db.exec("update_read_seq", {{"room", command.roomId}, {"user", actor}, {"seq", seq}});
    return ReadMark{seq, true};
}

Result<InvitationChange> inviteToRoom(Database &db, WriteContext &writer, const UserRef &actor,
                                      const InviteToRoom &command)
{
    const auto access = accessToGroup(db, command.roomId, actor.id);
    if (!access)
        return access.error();
    const bool isPublic = access->kind == RoomKind::Public;
    if (!access->may(isPublic ? RoomPermission::Invite : RoomPermission::InviteToPrivate))
        return ErrorCode::Forbidden;
    if (!db.exists("find_listed_user", {{"id", command.userId}}))
        return ErrorCode::UserNotFound;
    if (memberOf(db, command.roomId, command.userId))
        return ErrorCode::Conflict;
    if (const auto allowed = mustNotBeBanned(db, command.roomId, command.userId); !allowed)
        return Error::of(ErrorCode::BannedFromRoom, u"The user is banned from this room"_s);
    // A repeated invitation is no error and changes nothing.
    if (auto known = findInvitation(db, command.roomId, command.userId))
        return InvitationChange{*std::move(known), false};
    if (db.number("count_invitations", {{"room", command.roomId}}) >=
        writer.limits.invitationsPerRoom)
        return ErrorCode::LimitReached;
    db.exec("insert_invitation", {{"room", command.roomId},
                                  {"user", command.userId},
                                  {"inviter", actor.id},
                                  {"now", writer.now()}});
    auto created = findInvitation(db, command.roomId, command.userId);
    if (!created)
        return created.error();
    return InvitationChange{*std::move(created), true};
}

Result<QList<Invitation>> listInvitations(Database &db, const Limits &limits, UserId invitee)
{
    return rows::all(db.query("list_invitations", {{"user", invitee}, {"limit", limits.pageSize}}),
                     rows::invitation);
}

Result<void> declineInvitation(Database &db, WriteContext &, UserId invitee, RoomId roomId)
{
    if (db.exec("delete_invitation", {{"room", roomId}, {"user", invitee}}) == 0)
        return ErrorCode::InvitationNotFound;
    return {};
}

} // namespace parlance::statements
