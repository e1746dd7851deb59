// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/adminroomstatements.h"

#include "domain/validation.h"
#include "storage/pages.h"
#include "storage/roomstatements.h"
#include "storage/rows.h"

namespace parlance::statements {

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

} // namespace parlance::statements
