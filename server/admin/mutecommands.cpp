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

auto renderMute(const AdminAction &action)
{
    return [dryRun = action.dryRun](const Mute &mute) {
        return QJsonObject{{u"mute"_s, adminjson::mute(mute)}, {u"dryRun"_s, dryRun}};
    };
}

// The cursor of the list: the id of the user, and that of the room unless it is everywhere.
QString placeOf(const Mute &mute)
{
    const QString user = mute.user.id.toString();
    return mute.roomId.isNull() ? user : user + mute.roomId.toString();
}

void readPlace(Arguments &in, MuteQuery &query)
{
    constexpr int idLength = 2 * RawId::Size;
    const QString after = in.text("after");
    if (after.isEmpty())
        return;
    const auto user = UserId::fromHex(after.left(idLength));
    const auto room = RoomId::fromHex(after.mid(idLength));
    if (!user || (!room && after.size() > idLength))
        in.fail("after", u"is no \"next\" of this list"_s);
    query.afterUser = user.value_or(UserId());
    query.afterRoom = room.value_or(RoomId());
}

void muteUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    MuteUser command{.user = in.text("user"), .room = in.text("room")};
    command.until = in.end("for", "until");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.moderation.mute(action, command, answer<Mute>(std::move(respond), renderMute(action)));
}

void unmuteUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString user = in.text("user");
    const QString room = in.text("room");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.moderation.unmute(action, user, room,
                               answer<Mute>(std::move(respond), renderMute(action)));
}

void listMutes(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    MuteQuery query{.limit = in.pageLimit()};
    readPlace(in, query);
    if (!in.ok())
        return respond(in.error());
    services.moderation.listMutes(
        query, answer<MutePage>(std::move(respond), [](const MutePage &page) {
            return adminjson::page(page.mutes, page.more, adminjson::mute, placeOf);
        }));
}

} // namespace

std::vector<Command> muteCommands()
{
    const Argument inRoom{.name = "room", .help = "Only in this room: a name or an id"};
    return {
        {.rule = changes("users.mute", Permission::ModerateUsers),
         .summary = "Keep a user from posting and editing, for a time or until users.unmute",
         .arguments = {theUser, inRoom, forLong, untilTime},
         .handler = muteUser,
         .answer = "AdminMuteChange",
         .errors = {ErrorCode::UserNotFound, ErrorCode::RoomNotFound, ErrorCode::Conflict}},
        {.rule = changes("users.unmute", Permission::ModerateUsers),
         .summary = "End a mute",
         .arguments = {theUser, inRoom},
         .handler = unmuteUser,
         .answer = "AdminMuteChange",
         .errors = {ErrorCode::UserNotFound, ErrorCode::RoomNotFound, ErrorCode::Conflict}},
        {.rule = reads("mutes.list"),
         .summary = "List the mutes that have not ended",
         .arguments = {afterId, pageSize},
         .handler = listMutes,
         .answer = "AdminMutePage",
         .columns = {"username", "room", "until", "reason"}},
    };
}

} // namespace parlance::admin
