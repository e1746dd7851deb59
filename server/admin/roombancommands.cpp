// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"
#include "admin/arguments.h"
#include "admin/commandgroups.h"
#include "calls/adminaction.h"
#include "dialects/handlersupport.h"

namespace parlance::admin {

using namespace Qt::StringLiterals;

namespace {

auto renderBan(const AdminAction &action)
{
    return [dryRun = action.dryRun](const RoomBanChange &change) {
        return QJsonObject{{u"ban"_s, adminjson::roomBan(change.ban)},
                           {u"endedMembership"_s, change.wasMember},
                           {u"dryRun"_s, dryRun}};
    };
}

void kickFromRoom(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString room = in.text("room");
    const QString user = in.text("user");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    const auto render = [dryRun = action.dryRun](const KickedMember &kicked) {
        return QJsonObject{{u"room"_s, adminjson::room(kicked.details)},
                           {u"username"_s, kicked.user.username},
                           {u"userId"_s, kicked.user.id.toString()},
                           {u"dryRun"_s, dryRun}};
    };
    services.roomBans.kick(action, room, user, answer<KickedMember>(std::move(respond), render));
}

void banFromRoom(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    BanFromRoom command{.room = in.text("room"), .user = in.text("user")};
    command.until = in.end("for", "until");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.roomBans.ban(action, command,
                          answer<RoomBanChange>(std::move(respond), renderBan(action)));
}

void unbanFromRoom(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString room = in.text("room");
    const QString user = in.text("user");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.roomBans.unban(action, room, user,
                            answer<RoomBanChange>(std::move(respond), renderBan(action)));
}

void listRoomBans(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    RoomBanQuery query{.room = in.text("room"), .after = in.id<UserId>("after")};
    query.limit = in.pageLimit();
    if (!in.ok())
        return respond(in.error());
    const auto cursor = [](const RoomBan &last) { return last.user.id.toString(); };
    services.roomBans.list(
        query, answer<RoomBanPage>(std::move(respond), [cursor](const RoomBanPage &page) {
            return adminjson::page(page.bans, page.more, adminjson::roomBan, cursor);
        }));
}

} // namespace

std::vector<Command> roomBanCommands()
{
    return {
        {.rule = changes("rooms.kick", Permission::ModerateRooms),
         .summary = "Remove a member from a room, who may come back as the room allows",
         .arguments = {theRoom, theUser},
         .handler = kickFromRoom,
         .answer = "AdminKickedMember",
         .errors = {ErrorCode::RoomNotFound, ErrorCode::UserNotFound, ErrorCode::NotMember,
                    ErrorCode::Conflict}},
        {.rule = changes("rooms.ban", Permission::ModerateRooms),
         .summary = "Keep a user out of a room, for a time or until rooms.unban",
         .arguments = {theRoom, theUser, forLong, untilTime},
         .handler = banFromRoom,
         .answer = "AdminRoomBanChange",
         .errors = {ErrorCode::RoomNotFound, ErrorCode::UserNotFound, ErrorCode::Conflict}},
        {.rule = changes("rooms.unban", Permission::ModerateRooms),
         .summary = "End a ban from a room",
         .arguments = {theRoom, theUser},
         .handler = unbanFromRoom,
         .answer = "AdminRoomBanChange",
         .errors = {ErrorCode::RoomNotFound, ErrorCode::UserNotFound, ErrorCode::Conflict}},
        {.rule = reads("rooms.bans"),
         .summary = "List the bans from a room that have not ended",
         .arguments = {theRoom, afterId, pageSize},
         .handler = listRoomBans,
         .answer = "AdminRoomBanPage",
         .errors = {ErrorCode::RoomNotFound},
         .columns = {"username", "until", "reason", "createdBy"}},
    };
}

} // namespace parlance::admin
