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
    return [dryRun = action.dryRun](const UserChange &change) {
        return adminjson::change(change, dryRun);
    };
}

auto renderPassword(const AdminAction &action)
{
    return [dryRun = action.dryRun](const OneTimePassword &created) {
        QJsonObject json = adminjson::change(created.change, dryRun);
        if (!dryRun)
            json.insert(u"password"_s, created.password);
        return json;
    };
}

// Of the account named by "user", if it is in one of the states `from`.
void changeState(Services &services, const Call &call, Arguments &in, AccountStatus status,
                 const QList<AccountState> &from, Respond respond)
{
    const QString user = in.text("user");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    status.reason = status.state == AccountState::Active ? QString() : action.reason;
    services.administration.setState(action, user, status, from,
                                     answer<UserChange>(std::move(respond), renderChange(action)));
}

void listUsers(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    UserQuery query{.search = in.text("search"), .state = in.state("state")};
    query.role = in.role("role");
    query.inactiveSince = in.time("inactive");
    query.after = in.id<UserId>("after");
    query.limit = in.pageLimit();
    if (!in.ok())
        return respond(in.error());
    const auto cursor = [](const UserDetails &last) { return last.user.id.toString(); };
    services.administration.listUsers(
        query, answer<UserPage>(std::move(respond), [cursor](const UserPage &page) {
            return adminjson::page(page.users, page.more, adminjson::details, cursor);
        }));
}

void showUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString user = in.text("user");
    if (!in.ok())
        return respond(in.error());
    services.administration.findUser(user,
                                     answer<UserDetails>(std::move(respond), adminjson::details));
}

void createUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString name = in.text("name");
    const ServerRole role = in.role("role").value_or(ServerRole::User);
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.administration.createUser(
        action, name, role, answer<OneTimePassword>(std::move(respond), renderPassword(action)));
}

void setUserRole(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString user = in.text("user");
    const auto role = in.role("role");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.administration.setRole(action, user, *role,
                                    answer<UserChange>(std::move(respond), renderChange(action)));
}

void resetUserPassword(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString user = in.text("user");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.administration.resetPassword(
        action, user, answer<OneTimePassword>(std::move(respond), renderPassword(action)));
}

void suspendUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const auto until = in.end("for", "until");
    if (in.ok() && !until)
        in.fail("for", u"or \"until\" is needed; users.ban has no end"_s);
    changeState(services, call, in, {AccountState::Suspended, until, {}},
                {AccountState::Active, AccountState::Suspended}, std::move(respond));
}

// Not a pending account, which the end of the ban would approve: it is rejected.
void banUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    changeState(services, call, in, {AccountState::Suspended, {}, {}},
                {AccountState::Active, AccountState::Locked, AccountState::Suspended},
                std::move(respond));
}

void approveUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    changeState(services, call, in, {}, {AccountState::Pending}, std::move(respond));
}

void rejectUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    const QString user = in.text("user");
    if (!in.ok())
        return respond(in.error());
    const AdminAction action = adminAction(call);
    services.administration.rejectUser(
        action, user,
        answer<UserChange>(std::move(respond), [dryRun = action.dryRun](const UserChange &change) {
            return QJsonObject{{u"id"_s, change.user.id.toString()},
                               {u"username"_s, change.user.username},
                               {u"dryRun"_s, dryRun}};
        }));
}

void unsuspendUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    changeState(services, call, in, {}, {AccountState::Suspended}, std::move(respond));
}

void deactivateUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    changeState(services, call, in, {AccountState::Deactivated, {}, {}},
                {AccountState::Active, AccountState::Locked}, std::move(respond));
}

void reactivateUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    changeState(services, call, in, {}, {AccountState::Deactivated}, std::move(respond));
}

} // namespace

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
         .summary = "Set a one-time password, end all sessions, unlock a locked account",
         .arguments = {theUser},
         .handler = resetUserPassword,
         .answer = "AdminOneTimePassword",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}},
    };
}

std::vector<Command> approvalCommands()
{
    return {
        {.rule = changes("users.approve", Permission::ModerateUsers),
         .summary = "Accept an account that waits for approval",
         .arguments = {theUser},
         .handler = approveUser,
         .answer = "AdminUserChange",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}},
        {.rule = changes("users.reject", Permission::ModerateUsers),
         .summary = "Remove an account that waits for approval; its name is free again",
         .arguments = {theUser},
         .handler = rejectUser,
         .answer = "AdminRejectedUser",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}},
    };
}

std::vector<Command> moderationCommands()
{
    return {
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
        {.rule = changes("users.deactivate", Permission::ModerateUsers),
         .summary = "Close an account that is not needed any more, and end all its sessions",
         .arguments = {theUser},
         .handler = deactivateUser,
         .answer = "AdminUserChange",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}},
        {.rule = changes("users.reactivate", Permission::ModerateUsers),
         .summary = "Open a deactivated account again",
         .arguments = {theUser},
         .handler = reactivateUser,
         .answer = "AdminUserChange",
         .errors = {ErrorCode::UserNotFound, ErrorCode::Conflict}},
    };
}

} // namespace parlance::admin
