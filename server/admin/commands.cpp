// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/commands.h"

#include "admin/handlers.h"

#include <algorithm>

namespace parlance::admin {

using Type = Argument::Type;

namespace {

constexpr Argument theUser{.name = "user",
                           .type = Type::User,
                           .required = true,
                           .help = "A user name or id",
                           .example = "bob"};
constexpr Argument someUser{.name = "user", .type = Type::User, .help = "Only of this user"};
constexpr Argument forLong{
    .name = "for", .type = Type::Duration, .help = "How long: 90s, 12h, 7d", .example = "7d"};
constexpr Argument untilTime{.name = "until", .type = Type::Time, .help = "Until when"};
constexpr Argument pageSize{
    .name = "limit", .type = Type::Number, .help = "How many entries at most: 100, or up to 200"};
constexpr Argument afterId{.name = "after", .help = "Continue after this \"next\""};
constexpr Argument afterNumber{
    .name = "after", .type = Type::Number, .help = "Continue after this \"next\""};

constexpr AdminRule reads(const char *name, Permission permission = Permission::ViewServer)
{
    return {name, permission, true};
}

constexpr AdminRule changes(const char *name, Permission permission)
{
    return {name, permission, false};
}

std::vector<Command> connectionCommands()
{
    const Argument theConnection{.name = "connection",
                                 .type = Type::Number,
                                 .required = true,
                                 .help = "The id of a connection",
                                 .example = "17"};
    return {
        {.rule = reads("connections.list"),
         .summary = "List the open real-time connections",
         .arguments = {someUser, afterNumber, pageSize},
         .handler = listConnections,
         .answer = "AdminConnectionPage",
         .columns = {"id", "username", "dialect", "address", "openedAt"}},
        {.rule = reads("connections.show"),
         .summary = "Show an open connection",
         .arguments = {theConnection},
         .handler = showConnection,
         .answer = "AdminConnection",
         .errors = {ErrorCode::ConnectionNotFound}},
        {.rule = changes("connections.disconnect", Permission::ModerateUsers),
         .summary = "Close a connection; its client may come back",
         .arguments = {theConnection},
         .handler = disconnectConnection,
         .answer = "Empty",
         .errors = {ErrorCode::ConnectionNotFound}},
    };
}

std::vector<Command> sessionCommands()
{
    return {
        {.rule = reads("sessions.list"),
         .summary = "List the sessions that have not expired",
         .arguments = {someUser, afterId, pageSize},
         .handler = listSessions,
         .answer = "AdminSessionPage",
         .errors = {ErrorCode::UserNotFound},
         .columns = {"id", "username", "dialect", "address", "createdAt", "expiresAt"}},
        {.rule = changes("sessions.end", Permission::ModerateUsers),
         .summary = "End a session, or all sessions of a user",
         .arguments = {{.name = "user", .type = Type::User, .help = "All sessions of this user"},
                       {.name = "session",
                        .help = "Only the session with this id",
                        .example = "697dc67a00000000000000f6"}},
         .handler = endSessions,
         .answer = "AdminEndedSessions",
         .errors = {ErrorCode::UserNotFound, ErrorCode::SessionNotFound}},
    };
}

std::vector<Command> accountCommands()
{
    const Argument theRole{.name = "role",
                           .type = Type::Role,
                           .required = true,
                           .help = "user, auditor, operator or administrator",
                           .example = "operator"};
    Argument someRole = theRole;
    someRole.required = false;
    someRole.example = "";
    return {
        {.rule = reads("users.list"),
         .summary = "List the accounts",
         .arguments = {{.name = "search", .help = "Part of the name"},
                       {.name = "state", .type = Type::State, .help = "Only in this state"},
                       someRole,
                       {.name = "inactive", .type = Type::Time, .help = "Not seen since"},
                       afterId,
                       pageSize},
         .handler = listUsers,
         .answer = "AdminUserPage",
         .columns = {"id", "username", "role", "state", "until", "sessions", "lastSeenAt"}},
        {.rule = reads("users.show"),
         .summary = "Show an account",
         .arguments = {theUser},
         .handler = showUser,
         .answer = "AdminUserDetails",
         .errors = {ErrorCode::UserNotFound}},
        {.rule = changes("users.create", Permission::ManageUsers),
         .summary = "Create an account with a one-time password",
         .arguments =
             {{.name = "name", .required = true, .help = "The user name", .example = "carol"},
              someRole},
         .handler = createUser,
         .answer = "AdminOneTimePassword",
         .errors = {ErrorCode::UsernameTaken}},
        {.rule = changes("users.set-role", Permission::ManageUsers),
         .summary = "Change the role of an account",
         .arguments = {theUser, theRole},
         .handler = setUserRole,
         .answer = "AdminUserChange",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}},
        {.rule = changes("users.reset-password", Permission::ManageUsers),
         .summary = "Set a one-time password, and end all sessions of the user",
         .arguments = {theUser},
         .handler = resetUserPassword,
         .answer = "AdminOneTimePassword",
         .errors = {ErrorCode::UserNotFound}},
    };
}

std::vector<Command> moderationCommands()
{
    return {
        {.rule = changes("users.approve", Permission::ModerateUsers),
         .summary = "Accept an account that waits for approval",
         .arguments = {theUser},
         .handler = approveUser,
         .answer = "AdminUserChange",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}},
        {.rule = changes("users.suspend", Permission::ModerateUsers),
         .summary = "Keep a user out for a time, and end all sessions of the user",
         .arguments = {theUser, forLong, untilTime},
         .handler = suspendUser,
         .answer = "AdminUserChange",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}},
        {.rule = changes("users.unsuspend", Permission::ModerateUsers),
         .summary = "End a suspension",
         .arguments = {theUser},
         .handler = unsuspendUser,
         .answer = "AdminUserChange",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}},
        {.rule = changes("users.ban", Permission::ModerateUsers),
         .summary = "Keep a user out for good, and end all sessions of the user",
         .arguments = {theUser},
         .handler = banUser,
         .answer = "AdminUserChange",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}},
        {.rule = changes("users.unban", Permission::ModerateUsers),
         .summary = "End a ban",
         .arguments = {theUser},
         .handler = unsuspendUser,
         .answer = "AdminUserChange",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}},
    };
}

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
         .columns = {"user", "room", "until", "reason"}},
    };
}

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

std::vector<Command> auditCommands()
{
    return {
        {.rule = reads("audit.list", Permission::ViewAudit),
         .summary = "List what administrators did, newest first",
         .arguments = {{.name = "actor", .help = "Only of this user"},
                       {.name = "command", .help = "Only this command, as users.ban"},
                       {.name = "target", .help = "Only what concerned this"},
                       {.name = "since", .type = Type::Time, .help = "Not before"},
                       {.name = "until", .type = Type::Time, .help = "Not after"},
                       {.name = "before",
                        .type = Type::Number,
                        .help = "Continue before this \"next\""},
                       pageSize},
         .handler = listAudit,
         .answer = "AdminAuditPage",
         .columns = {"position", "at", "actor", "role", "address", "command", "target", "reason",
                     "outcome"}},
    };
}

} // namespace

const std::vector<Command> &commands()
{
    static const std::vector<Command> all = [] {
        std::vector<Command> list;
        for (const auto &group :
             {connectionCommands(), sessionCommands(), accountCommands(), moderationCommands(),
              muteCommands(), roomCommands(), auditCommands()})
            list.insert(list.end(), group.begin(), group.end());
        return list;
    }();
    return all;
}

const Command *findCommand(const QString &name)
{
    const auto found =
        std::find_if(commands().begin(), commands().end(), [&name](const Command &each) {
            return name == QLatin1StringView(each.rule.command);
        });
    return found == commands().end() ? nullptr : &*found;
}

} // namespace parlance::admin
