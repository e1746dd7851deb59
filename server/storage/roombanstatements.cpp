// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/roombanstatements.h"

#include "storage/access.h"
#include "storage/adminactionstatements.h"
#include "storage/adminroomstatements.h"
#include "storage/auditstatements.h"
#include "storage/membershipstatements.h"
#include "storage/pages.h"
#include "storage/rows.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

std::optional<RoomBan> banInForce(Database &db, RoomId room, UserId user)
{
    return rows::first(
        db.query("find_room_ban", {{"room", room}, {"user", user}, {"now", db.now()}}),
        rows::roomBan);
}

struct Place
{
    RoomDetails room;
    UserRef user;
};

// Another user than the actor, and a room that this one does not own.
Result<Place> findPlace(Database &db, WriteContext &writer, const AdminAction &action,
                        const QString &room, const QString &user)
{
    const auto target = findOther(db, writer, action, user);
    if (!target)
        return target.error();
    const auto found = findRoomDetails(db, writer.limits, room);
    if (!found)
        return found.error();
    const UserRef ref{target->user.id, target->user.username, target->user.alias};
    if (found->room.ownerId == ref.id)
        return Error::of(ErrorCode::Conflict,
                         u"The user owns the room: transfer it to somebody else first"_s);
    return Place{*found, ref};
}

// What the log says of it; what is empty is left out.
QJsonObject toJson(const std::optional<RoomBan> &ban, const QString &room)
{
    QJsonObject object{{u"banned"_s, ban.has_value()}, {u"room"_s, room}};
    if (ban && ban->until)
        object.insert(u"until"_s, toIsoString(*ban->until));
    if (ban && !ban->reason.isEmpty())
        object.insert(u"reason"_s, ban->reason);
    return object;
}

QJsonObject membership(const QString &room, bool isMember)
{
    return {{u"room"_s, room}, {u"member"_s, isMember}};
}

} // namespace

Result<void> mustNotBeBanned(Database &db, RoomId room, UserId user)
{
    const auto ban = banInForce(db, room, user);
    return ban ? Result<void>(bannedError(*ban)) : Result<void>();
}

Result<KickedMember> kickFromRoom(Database &db, WriteContext &writer, const AdminAction &action,
                                  const QString &room, const QString &user)
{
    auto place = findPlace(db, writer, action, room, user);
    if (!place)
        return place.error();
    Room &left = place->room.room;
    if (!memberOf(db, left.id, place->user.id))
        return Error::of(ErrorCode::NotMember, u"The user is not a member of the room"_s);
    --left.memberCount;
    left.updatedAt = writer.now();
    if (!action.dryRun) {
        removeMembership(db, writer, left.id, place->user.id);
        recordChange(db, writer, action, place->user.username, membership(left.name, true),
                     membership(left.name, false));
    }
    return KickedMember{place->room, place->user};
}

Result<RoomBanChange> banFromRoom(Database &db, WriteContext &writer, const AdminAction &action,
                                  const BanFromRoom &command)
{
    const auto place = findPlace(db, writer, action, command.room, command.user);
    if (!place)
        return place.error();
    const Room &room = place->room.room;
    const UserRef &user = place->user;
    const RoomBan ban{user,          room.id,      room.name,   command.until,
                      action.reason, writer.now(), action.actor};
    const bool wasMember = memberOf(db, room.id, user.id).has_value();
    if (action.dryRun)
        return RoomBanChange{ban, wasMember};
    const auto before = banInForce(db, room.id, user.id);
    if (wasMember)
        removeMembership(db, writer, room.id, user.id);
    db.exec("delete_invitation", {{"room", room.id}, {"user", user.id}});
    db.exec("put_room_ban", {{"room", room.id},
                             {"user", user.id},
                             {"until", ban.until},
                             {"reason", ban.reason},
                             {"created_at", ban.createdAt},
                             {"created_by", ban.createdBy}});
    recordChange(db, writer, action, user.username, toJson(before, room.name),
                 toJson(ban, room.name));
    return RoomBanChange{ban, wasMember};
}

Result<RoomBanChange> unbanFromRoom(Database &db, WriteContext &writer, const AdminAction &action,
                                    const QString &room, const QString &user)
{
    const auto place = findPlace(db, writer, action, room, user);
    if (!place)
        return place.error();
    const Room &found = place->room.room;
    const auto before = banInForce(db, found.id, place->user.id);
    if (!before)
        return Error::of(ErrorCode::Conflict, u"The user is not banned from this room"_s);
    if (!action.dryRun) {
        db.exec("delete_room_ban", {{"room", found.id}, {"user", place->user.id}});
        recordChange(db, writer, action, place->user.username, toJson(before, found.name),
                     toJson({}, found.name));
    }
    return RoomBanChange{*before};
}

Result<RoomBanPage> listRoomBans(Database &db, const Limits &limits, const RoomBanQuery &query)
{
    const auto room = findRoomDetails(db, limits, query.room);
    if (!room)
        return room.error();
    const int size = pages::size(limits, query.limit);
    RoomBanPage page{rows::all(db.query("list_room_bans", {{"room", room->room.id},
                                                           {"after", query.after},
                                                           {"now", db.now()},
                                                           {"limit", size + 1}}),
                               rows::roomBan)};
    page.more = pages::cut(page.bans, size);
    return page;
}

} // namespace parlance::statements
