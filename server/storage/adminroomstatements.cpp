// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/adminroomstatements.h"

#include "domain/validation.h"
#include "storage/adminactionstatements.h"
#include "storage/auditstatements.h"
#include "storage/pages.h"
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
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    auto found = findRoomDetails(db, writer.limits, room);
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

} // namespace parlance::statements
