// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commands.h"
#include "admin/handlers.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

void listRooms(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    RoomDetailsQuery query{.search = in.text("search"), .after = in.text("after")};
    query.limit = in.pageLimit();
    if (!in.ok())
        return respond(in.error());
    const auto cursor = [](const RoomDetails &last) { return last.room.name; };
    services.administration.listRooms(
        query, answer<RoomDetailsPage>(std::move(respond), [cursor](const RoomDetailsPage &page) {
            return adminjson::page(page.rooms, page.more, adminjson::room, cursor);
        }));
}

void showRoom(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString room = in.text("room");
    if (!in.ok())
        return respond(in.error());
    services.administration.findRoom(room,
                                     answer<RoomDetails>(std::move(respond), adminjson::room));
}

} // namespace parlance::admin
