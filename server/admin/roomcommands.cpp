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

auto renderChange(const AdminAction &action)
{
    return [dryRun = action.dryRun](const RoomDetails &changed) {
        return QJsonObject{{u"room"_s, adminjson::room(changed)}, {u"dryRun"_s, dryRun}};
    };
}

/// Of a RemovedRoom or a PurgedRoom.
auto renderLoss(const AdminAction &action)
{
    return [change = renderChange(action)](const auto &lost) {
        QJsonObject json = change(lost.details);
        json.insert(u"messages"_s, lost.messages);
        return json;
    };
}

void setFrozen(Services &services, const Call &call, bool frozen, Respond respond)
{
    Arguments in = arguments(call);
    const QString room = in.text("room");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.adminRooms.setFrozen(action, room, frozen,
                                  answer<RoomDetails>(std::move(respond), renderChange(action)));
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

void setSlowMode(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString room = in.text("room");
    const std::chrono::seconds seconds(in.number("seconds", 0));
    if (in.ok() && seconds > MaxSlowMode)
        in.fail("seconds", u"must be at most %1"_s.arg(std::chrono::seconds(MaxSlowMode).count()));
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.adminRooms.setSlowMode(action, room, seconds,
                                    answer<RoomDetails>(std::move(respond), renderChange(action)));
}

void transferRoom(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString room = in.text("room");
    const QString user = in.text("user");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    const auto render = [change = renderChange(action)](const TransferredRoom &transferred) {
        return change(transferred.details);
    };
    services.adminRooms.transfer(action, room, user,
                                 answer<TransferredRoom>(std::move(respond), render));
}

void deleteRoom(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString room = in.text("room");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.adminRooms.remove(action, room,
                               answer<RemovedRoom>(std::move(respond), renderLoss(action)));
}

void purgeRoom(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString room = in.text("room");
    const auto before = in.time("before");
    if (in.ok() && *before > systemNow())
        in.fail("before", u"must not be in the future"_s);
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.adminRooms.purge(action, room, *before,
                              answer<PurgedRoom>(std::move(respond), renderLoss(action)));
}

std::vector<Command> ownerCommands()
{
    return {
        {.rule = changes("rooms.transfer", Permission::ModerateRooms),
         .summary = "Make a member the owner of a room; the former owner becomes a moderator",
         .arguments = {theRoom, theUser},
         .handler = transferRoom,
         .answer = "AdminRoomChange",
         .errors = {ErrorCode::RoomNotFound, ErrorCode::UserNotFound, ErrorCode::NotMember,
                    ErrorCode::LimitReached, ErrorCode::Conflict}},
        {.rule = changes("rooms.delete", Permission::ModerateRooms),
         .summary = "Delete a room with all its messages",
         .arguments = {theRoom},
         .handler = deleteRoom,
         .answer = "AdminPurgedRoom",
         .errors = {ErrorCode::RoomNotFound}},
        {.rule = changes("rooms.purge", Permission::ModerateRooms),
         .summary = "Remove the older messages of a room for good",
         .arguments = {theRoom,
                       {.name = "before",
                        .type = Type::Time,
                        .required = true,
                        .help = "Those posted before this",
                        .named = true,
                        .example = "30d"}},
         .handler = purgeRoom,
         .answer = "AdminPurgedRoom",
         .errors = {ErrorCode::RoomNotFound}},
    };
}

} // namespace

std::vector<Command> roomCommands()
{
    std::vector<Command> all = {
        {.rule = reads("rooms.list"),
         .summary = "List the public and private rooms",
         .arguments = {{.name = "search", .help = "Part of the name"}, afterId, pageSize},
         .handler = listRooms,
         .answer = "AdminRoomPage",
         .columns = {"id", "name", "kind", "owner", "members", "frozen", "slowMode", "createdAt"}},
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
        {.rule = changes("rooms.slow-mode", Permission::ModerateRooms),
         .summary = "Let each user post only once in so many seconds in a room",
         .arguments = {theRoom,
                       {.name = "seconds",
                        .type = Type::Number,
                        .required = true,
                        .help = "0 to 21600; 0 ends it",
                        .example = "30"}},
         .handler = setSlowMode,
         .answer = "AdminRoomChange",
         .errors = {ErrorCode::RoomNotFound, ErrorCode::Conflict}},
    };
    const auto ofOwners = ownerCommands();
    all.insert(all.end(), ofOwners.begin(), ofOwners.end());
    return all;
}

} // namespace parlance::admin
