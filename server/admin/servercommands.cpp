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

void showStatus(Services &services, const Call &call, Respond respond)
{
    const Arguments in = arguments(call);
    if (!in.ok())
        return respond(in.error());
    services.server.status(answer<ServerStatus>(std::move(respond), adminjson::status));
}

void listSettings(Services &services, const Call &call, Respond respond)
{
    const Arguments in = arguments(call);
    if (!in.ok())
        return respond(in.error());
    QJsonArray items;
    for (const Setting &each : services.server.settings())
        items.append(adminjson::setting(each));
    respond(Reply{QJsonObject{{u"items"_s, items}}});
}

void setLogLevel(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString wanted = in.word("level", Type::LogLevel);
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    const QString level = wanted.isEmpty() ? services.server.logLevel() : wanted;
    services.server.setLogLevel(
        action, level,
        answer<QString>(std::move(respond), [dryRun = action.dryRun](const QString &set) {
            return QJsonObject{{u"level"_s, set}, {u"dryRun"_s, dryRun}};
        }));
}

void lockDown(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString wanted = in.word("state", Type::Switch);
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.lockdown.set(
        action, wanted == "on"_L1,
        answer<bool>(std::move(respond), [dryRun = action.dryRun](const bool &lockedDown) {
            return QJsonObject{{u"lockedDown"_s, lockedDown}, {u"dryRun"_s, dryRun}};
        }));
}

void announce(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const Announce command{in.text("text"), in.text("room"), in.text("user")};
    if (!command.room.isEmpty() && !command.user.isEmpty())
        in.fail("user", u"and \"room\" exclude each other"_s);
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.announcements.announce(
        action, command,
        answer<int>(std::move(respond), [dryRun = action.dryRun](const int &connections) {
            return QJsonObject{{u"connections"_s, connections}, {u"dryRun"_s, dryRun}};
        }));
}

const Argument announcedText{.name = "text",
                             .required = true,
                             .help = "What clients show",
                             .example = "The server restarts at noon"};
const Argument onOrOff{
    .name = "state", .type = Type::Switch, .required = true, .help = "on or off", .example = "on"};
const Argument level{.name = "level",
                     .type = Type::LogLevel,
                     .help = "debug, info, warning or error",
                     .positional = true,
                     .example = "debug"};

} // namespace

std::vector<Command> serverCommands()
{
    const Argument toRoom{.name = "room", .help = "Only to those in this room: a name or an id"};
    const Argument toUser{.name = "user", .type = Type::User, .help = "Only to this user"};
    return {
        {.rule = reads("status"),
         .summary = "Show how the server is",
         .handler = showStatus,
         .answer = "AdminServerStatus"},
        {.rule = changes("announce", Permission::ModerateServer),
         .summary = "Say something to all connected clients",
         .arguments = {announcedText, toRoom, toUser},
         .handler = announce,
         .answer = "AdminAnnouncement",
         .errors = {ErrorCode::RoomNotFound, ErrorCode::UserNotFound}},
        {.rule = changes("lockdown", Permission::ModerateServer),
         .summary = "Let nobody new in: no new accounts and rooms, only members post and join",
         .arguments = {onOrOff},
         .handler = lockDown,
         .answer = "AdminLockdownState",
         .errors = {ErrorCode::Conflict}},
        {.rule = reads("config.list"),
         .summary = "List the configuration in force, without secrets",
         .handler = listSettings,
         .answer = "AdminSettings",
         .columns = {"key", "value", "source"}},
        {.rule = changes("log-level", Permission::ManageServer),
         .summary = "Show the log level, or set it until the server is restarted",
         .arguments = {level},
         .handler = setLogLevel,
         .answer = "AdminLogLevelState"},
    };
}

} // namespace parlance::admin
