// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/roomstatements.h"

#include "storage/access.h"
#include "storage/inserts.h"
#include "storage/rows.h"
#include "storage/serverstatements.h"

#include <QSet>

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

RoomId insertRoom(Database &db, WriteContext &writer, const inserts::NewRoom &room)
{
    const Timestamp now = writer.now();
    const auto id = writer.newId<RoomId>(now);
    inserts::room(db, id, room, now);
    return id;
}

bool nameTaken(Database &db, const QString &nameKey, RoomId except = {})
{
    const auto id = roomCalled(db, nameKey);
    return id && *id != except;
}

// The initial members of a room, besides its owner. UserNotFound, LimitReached.
Result<QList<UserRef>> firstMembers(Database &db, const Limits &limits, const UserRef &owner,
                                    const CreateRoom &command)
{
    QList<UserRef> members;
    QSet<UserId> seen{owner.id};
    for (const UserId &id : command.members) {
        if (seen.contains(id))
            continue;
        seen.insert(id);
        const auto user = rows::first(db.query("find_listed_user", {{"id", id}}), rows::userRef);
        if (!user)
            return ErrorCode::UserNotFound;
        const bool isFull = members.size() + 1 >= limits.membersPerRoom;
        if (isFull || !mayJoinAnother(db, limits, id))
            return ErrorCode::LimitReached;
        members.append(*user);
    }
    return members;
}

// A direct conversation has no owner, so nobody may.
Result<void> mustBeAllowed(Database &db, RoomId room, UserId actor, RoomPermission permission)
{
    const auto access = accessTo(db, room, actor);
    if (!access)
        return access.error();
    if (!access->may(permission))
        return ErrorCode::Forbidden;
    return {};
}

Result<RoomView> roomView(Database &db, UserId viewer, RoomId room)
{
    return rows::firstOr(ErrorCode::RoomNotFound,
                         db.query("find_room_view", {{"room", room}, {"viewer", viewer}}),
                         rows::roomView);
}

/// The base of a page of rooms: the ids, and the cursor after each.
struct Listed
{
    RoomId id;
    QString cursor;
};

Listed listedById(Cursor &row)
{
    const auto id = row.id<RoomId>();
    return {id, id.toString()};
}

Listed listedByName(Cursor &row)
{
    return {row.id<RoomId>(), row.text()};
}

QList<Listed> listIds(Database &db, UserId viewer, const ListRooms &query, int limit)
{
    if (query.scope == RoomScope::Public)
        return rows::all(
            db.query("list_public_rooms",
                     {{"after", query.after}, {"search", query.search}, {"limit", limit}}),
            listedByName);
    const auto after = RoomId::fromHex(query.after).value_or(RoomId());
    return rows::all(
        db.query("list_my_rooms",
                 {{"user", viewer}, {"after", after}, {"search", query.search}, {"limit", limit}}),
        listedById);
}

} // namespace

std::optional<RoomId> roomCalled(Database &db, const QString &nameKey)
{
    return rows::first(db.query("find_room_by_name", {{"name_key", nameKey}}), rows::id<RoomId>);
}

void removeRoom(Database &db, WriteContext &writer, RoomId roomId)
{
    db.exec("delete_members_of_room", {{"room", roomId}});
    db.exec("delete_invitations_of_room", {{"room", roomId}});
    db.exec("delete_mutes_of_room", {{"room", roomId}});
    db.exec("delete_room_bans_of_room", {{"room", roomId}});
    db.exec("delete_last_posts_of_room", {{"room", roomId}});
    db.exec("mark_room_deleted", {{"room", roomId}, {"now", writer.now()}});
    writer.purgePending = true;
}

bool mayOwnAnother(Database &db, const Limits &limits, UserId user)
{
    return db.number("count_owned_rooms", {{"user", user}}) < limits.roomsOwnedPerUser;
}

bool mayJoinAnother(Database &db, const Limits &limits, UserId user)
{
    return db.number("count_joined_rooms", {{"user", user}}) < limits.roomsJoinedPerUser;
}

void addMember(Database &db, WriteContext &writer, RoomId room, UserId user, RoomRole role)
{
    // Earlier messages are history, not unread.
    db.exec("insert_membership", {{"room", room},
                                  {"user", user},
                                  {"role", role},
                                  {"now", writer.now()},
                                  {"read_seq", writer.counters.seq(db, room)}});
}

Result<CreatedRoom> createRoom(Database &db, WriteContext &writer, const UserRef &actor,
                               const CreateRoom &command, const QString &nameKey)
{
    const Limits &limits = writer.limits;
    if (const auto open = mayMakeRoom(db, limits, actor.id); !open)
        return open.error();
    if (!mayOwnAnother(db, limits, actor.id) || !mayJoinAnother(db, limits, actor.id))
        return ErrorCode::LimitReached;
    if (nameTaken(db, nameKey))
        return ErrorCode::RoomNameTaken;
    const auto members = firstMembers(db, limits, actor, command);
    if (!members)
        return members.error();
    const auto kind = command.isPrivate ? RoomKind::Private : RoomKind::Public;
    const int count = int(members->size()) + 1;
    const RoomId id =
        insertRoom(db, writer, {kind, command.name, nameKey, {}, actor.id, {}, count, false});
    addMember(db, writer, id, actor.id, RoomRole::Owner);
    for (const UserRef &member : *members)
        addMember(db, writer, id, member.id, RoomRole::Member);
    const auto view = roomView(db, actor.id, id);
    if (!view)
        return view.error();
    return CreatedRoom{*view, *members};
}

Result<RoomView> ensureRoom(Database &db, WriteContext &writer, const UserRef &actor,
                            const QString &name, const QString &nameKey)
{
    if (const auto known = roomCalled(db, nameKey))
        return findRoom(db, writer.limits, actor.id, *known);
    if (const auto open = mayMakeRoom(db, writer.limits, actor.id); !open)
        return open.error();
    if (!mayOwnAnother(db, writer.limits, actor.id))
        return ErrorCode::LimitReached;
    const RoomId id =
        insertRoom(db, writer, {RoomKind::Public, name, nameKey, {}, actor.id, {}, 0, true});
    return roomView(db, actor.id, id);
}

Result<RoomView> findRoomByName(Database &db, const Limits &limits, UserId viewer,
                                const QString &nameKey)
{
    const auto known = roomCalled(db, nameKey);
    if (!known)
        return ErrorCode::RoomNotFound;
    return findRoom(db, limits, viewer, *known);
}

Result<QList<Room>> listVisibleRooms(Database &db, const Limits &limits, UserId viewer,
                                     const std::optional<RoomId> &before, int limit)
{
    QList<Room> rooms = rows::all(
        db.query("list_visible_rooms", {{"viewer", viewer},
                                        {"before", before.value_or(lastId<RoomId>())},
                                        {"limit", std::clamp(limit, 1, limits.listSize)}}),
        rows::room);
    std::reverse(rooms.begin(), rooms.end());
    return rooms;
}

Result<Room> renameRoom(Database &db, WriteContext &writer, UserId actor, const RenameRoom &command,
                        const QString &nameKey)
{
    const auto allowed = mustBeAllowed(db, command.roomId, actor, RoomPermission::Rename);
    if (!allowed)
        return allowed.error();
    if (nameTaken(db, nameKey, command.roomId))
        return ErrorCode::RoomNameTaken;
    db.exec("rename_room", {{"room", command.roomId},
                            {"name", command.name},
                            {"name_key", nameKey},
                            {"now", writer.now()}});
    return roomById(db, command.roomId);
}

Result<Room> deleteRoom(Database &db, WriteContext &writer, UserId actor, RoomId roomId)
{
    const auto allowed = mustBeAllowed(db, roomId, actor, RoomPermission::Delete);
    if (!allowed)
        return allowed.error();
    auto room = roomById(db, roomId);
    removeRoom(db, writer, roomId);
    return room;
}

Result<RoomView> findRoom(Database &db, const Limits &, UserId viewer, RoomId roomId)
{
    const auto access = accessTo(db, roomId, viewer);
    if (!access)
        return access.error();
    return roomView(db, viewer, roomId);
}

Result<RoomPage> listRooms(Database &db, const Limits &limits, UserId viewer,
                           const ListRooms &query)
{
    const int limit = std::clamp(query.limit, 1, limits.pageSize);
    QList<Listed> listed = listIds(db, viewer, query, limit + 1);
    RoomPage page;
    if (listed.size() > limit) {
        listed.removeLast();
        page.next = listed.last().cursor;
    }
    for (const Listed &room : listed) {
        auto view = roomView(db, viewer, room.id);
        if (!view)
            return view.error();
        page.rooms.append(*std::move(view));
    }
    return page;
}

std::optional<RoomId> findDirect(Database &db, UserId a, UserId b)
{
    return rows::first(db.query("find_direct_room", {{"direct_key", inserts::directKey(a, b)}}),
                       rows::id<RoomId>);
}

Result<OpenedDirect> openDirect(Database &db, WriteContext &writer, const UserRef &actor,
                                UserId peer)
{
    if (actor.id == peer)
        return ErrorCode::Conflict;
    auto id = findDirect(db, actor.id, peer);
    const bool create = !id;
    // What was said to a user stays when the user is erased.
    if (create && !db.exists("find_listed_user", {{"id", peer}}))
        return ErrorCode::UserNotFound;
    if (create) {
        if (const auto open = mayMakeRoom(db, writer.limits, actor.id); !open)
            return open.error();
        if (db.number("count_opened_directs", {{"user", actor.id}}) >= writer.limits.directsPerUser)
            return ErrorCode::LimitReached;
        id = insertRoom(db, writer, inserts::direct(actor.id, peer));
        addMember(db, writer, *id, actor.id, RoomRole::Member);
        addMember(db, writer, *id, peer, RoomRole::Member);
    }
    auto view = roomView(db, actor.id, *id);
    if (!view)
        return view.error();
    return OpenedDirect{*std::move(view), create};
}

} // namespace parlance::statements
