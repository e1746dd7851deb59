// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commands.h"
#include "admin/handlers.h"
#include "calls/adminaction.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;

namespace {

void setFrozen(Services &services, const Call &call, bool frozen, Respond respond)
{
    Arguments in = arguments(call);
    const QString room = in.text("room");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.administration.setFrozen(
        action, room, frozen,
        answer<RoomDetails>(
            std::move(respond), [dryRun = action.dryRun](const RoomDetails &changed) {
                return QJsonObject{{u"room"_s, adminjson::room(changed)}, {u"dryRun"_s, dryRun}};
            }));
}

} // namespace

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

void freezeRoom(Services &services, const Call &call, Respond respond)
{
    setFrozen(services, call, true, std::move(respond));
}

void unfreezeRoom(Services &services, const Call &call, Respond respond)
{
    setFrozen(services, call, false, std::move(respond));
}

} // namespace parlance::admin
