// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commandgroups.h"
#include "calls/adminaction.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;
using Type = Argument::Type;

namespace {

void setFrozen(Services &services, const Call &call, bool frozen, Respond respond)
{
    Arguments in = arguments(call);
    const QString room = in.text("room");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.adminRooms.setFrozen(
        action, room, frozen,
        answer<RoomDetails>(
            std::move(respond), [dryRun = action.dryRun](const RoomDetails &changed) {
                return QJsonObject{{u"room"_s, adminjson::room(changed)}, {u"dryRun"_s, dryRun}};
            }));
}

void listRooms(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    RoomDetailsQuery query{.search = in.text("search"), .after = in.text("after")};
    query.limit = in.pageLimit();
    if (!in.ok())
        return respond(in.error());
    const auto cursor = [](const RoomDetails &last) { return last.room.name; };
    services.adminRooms.listRooms(
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
    services.adminRooms.findRoom(room, answer<RoomDetails>(std::move(respond), adminjson::room));
}

void freezeRoom(Services &services, const Call &call, Respond respond)
{
    setFrozen(services, call, true, std::move(respond));
}

void unfreezeRoom(Services &services, const Call &call, Respond respond)
{
    setFrozen(services, call, false, std::move(respond));
}

} // namespace

std::vector<Command> roomCommands()
{
    const Argument theRoom{.name = "room",
                           .required = true,
                           .help = "The name or id of a room",
                           .example = "Gardening"};
    return {
        {.rule = reads("rooms.list"),
         .summary = "List the public and private rooms",
         .arguments = {{.name = "search", .help = "Part of the name"}, afterId, pageSize},
         .handler = listRooms,
         .answer = "AdminRoomPage",
         .columns = {"id", "name", "kind", "owner", "members", "frozen", "createdAt"}},
        {.rule = reads("rooms.show"),
         .summary = "Show a room",
         .arguments = {theRoom},
         .handler = showRoom,
         .answer = "AdminRoom",
         .errors = {ErrorCode::RoomNotFound}},
        {.rule = changes("rooms.freeze", Permission::ModerateRooms),
         .summary = "Let only the owner and the moderators of a room write in it",
         .arguments = {theRoom},
         .handler = freezeRoom,
         .answer = "AdminRoomChange",
         .errors = {ErrorCode::RoomNotFound, ErrorCode::Conflict}},
        {.rule = changes("rooms.unfreeze", Permission::ModerateRooms),
         .summary = "Let all members of a room write again",
         .arguments = {theRoom},
         .handler = unfreezeRoom,
         .answer = "AdminRoomChange",
         .errors = {ErrorCode::RoomNotFound, ErrorCode::Conflict}},
    };
}

} // namespace parlance::admin
