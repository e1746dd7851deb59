// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/adminroomstatements.h"

#include "domain/validation.h"
#include "storage/access.h"
#include "storage/adminactionstatements.h"
#include "storage/adminstatements.h"
#include "storage/auditstatements.h"
#include "storage/membershipstatements.h"
#include "storage/pages.h"
#include "storage/purgestatements.h"
#include "storage/roomstatements.h"
#include "storage/rows.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

Result<RoomDetails> roomDetails(Database &db, RoomId room)
{
    return rows::firstOr(ErrorCode::RoomNotFound, db.query("find_room_details", {{"room", room}}),
                         rows::roomDetails);
}

// The room, if the actor may still act.
Result<RoomDetails> findForChange(Database &db, WriteContext &writer, const AdminAction &action,
                                  const QString &room)
{
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    return findRoomDetails(db, writer.limits, room);
}

QJsonObject ownedBy(const QString &owner)
{
    return {{u"owner"_s, owner}};
}

} // namespace

// The name of a room never has the form of an id.
Result<RoomDetails> findRoomDetails(Database &db, const Limits &limits, const QString &room)
{
    if (const auto id = RoomId::fromHex(room))
        return roomDetails(db, *id);
    const auto key = validSearch(room.trimmed(), limits.roomNameLength);
    const auto id = key ? roomCalled(db, *key) : std::nullopt;
    return id ? roomDetails(db, *id) : Result<RoomDetails>(ErrorCode::RoomNotFound);
}

Result<RoomDetailsPage> listRoomDetails(Database &db, const Limits &limits,
                                        const RoomDetailsQuery &query)
{
    const auto search = validSearch(query.search, limits.roomNameLength);
    if (!search)
        return search.error();
    const auto after = validSearch(query.after, limits.roomNameLength);
    if (!after)
        return after.error();
    const int size = pages::size(limits, query.limit);
    RoomDetailsPage page{
        rows::all(db.query("list_room_details",
                           {{"after", *after}, {"search", *search}, {"limit", size + 1}}),
                  rows::roomDetails)};
    page.more = pages::cut(page.rooms, size);
    return page;
}

Result<RoomDetails> setFrozen(Database &db, WriteContext &writer, const AdminAction &action,
                              const QString &room, bool frozen)
{
    auto found = findForChange(db, writer, action, room);
    if (!found)
        return found;
    Room &changed = found->room;
    if (changed.frozen == frozen)
        return Error::of(ErrorCode::Conflict,
                         frozen ? u"The room is frozen already"_s : u"The room is not frozen"_s);
    changed.frozen = frozen;
    changed.updatedAt = writer.now();
    if (action.dryRun)
        return found;
    db.exec("update_room_frozen",
            {{"room", changed.id}, {"frozen", frozen}, {"now", changed.updatedAt}});
    recordChange(db, writer, action, changed.name, {{u"frozen"_s, !frozen}},
                 {{u"frozen"_s, frozen}});
    return found;
}

Result<RoomDetails> setSlowMode(Database &db, WriteContext &writer, const AdminAction &action,
                                const QString &room, std::chrono::seconds seconds)
{
    auto found = findForChange(db, writer, action, room);
    if (!found)
        return found;
    Room &changed = found->room;
    const qint64 before = changed.slowMode;
    if (before == seconds.count())
        return Error::of(ErrorCode::Conflict,
                         u"The slow mode of the room is %1 s already"_s.arg(before));
    changed.slowMode = seconds.count();
    changed.updatedAt = writer.now();
    if (action.dryRun)
        return found;
    db.exec("update_room_slow_mode",
            {{"room", changed.id}, {"seconds", changed.slowMode}, {"now", changed.updatedAt}});
    if (changed.slowMode == 0)
        db.exec("delete_last_posts_of_room", {{"room", changed.id}});
    recordChange(db, writer, action, changed.name, {{u"slowMode"_s, before}},
                 {{u"slowMode"_s, changed.slowMode}});
    return found;
}

Result<TransferredRoom> transferRoom(Database &db, WriteContext &writer, const AdminAction &action,
                                     const QString &room, const QString &user)
{
    const auto found = findForChange(db, writer, action, room);
    if (!found)
        return found.error();
    const auto heir = findByNameOrId(db, writer.limits, user);
    if (!heir)
        return heir.error();
    TransferredRoom transferred{*found};
    Room &changed = transferred.details.room;
    if (changed.ownerId == heir->id)
        return Error::of(ErrorCode::Conflict, u"The user owns the room already"_s);
    const auto member = memberOf(db, changed.id, heir->id);
    if (!member)
        return Error::of(ErrorCode::NotMember, u"The user is not a member of the room"_s);
    if (!mayOwnAnother(db, writer.limits, heir->id))
        return ErrorCode::LimitReached;
    const UserId former = changed.ownerId;
    changed.ownerId = heir->id;
    changed.updatedAt = writer.now();
    transferred.details.owner = heir->username;
    if (action.dryRun)
        return transferred;
    transferred.members =
        handOver(db, writer, changed.id, *member, memberOf(db, changed.id, former));
    recordChange(db, writer, action, changed.name, ownedBy(found->owner), ownedBy(heir->username));
    return transferred;
}

Result<RemovedRoom> deleteRoomFor(Database &db, WriteContext &writer, const AdminAction &action,
                                  const QString &room)
{
    const auto found = findForChange(db, writer, action, room);
    if (!found)
        return found.error();
    const Room &gone = found->room;
    const qint64 last = writer.counters.seq(db, gone.id);
    const RemovedRoom removed{*found, messagesBetween(db, gone.id, gone.purgedSeq, last)};
    if (action.dryRun)
        return removed;
    removeRoom(db, writer, gone.id);
    recordChange(db, writer, action, gone.name,
                 {{u"owner"_s, found->owner}, {u"members"_s, gone.memberCount}},
                 {{u"deleted"_s, true}, {u"messages"_s, removed.messages}});
    return removed;
}

} // namespace parlance::statements
