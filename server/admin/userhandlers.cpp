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

} // namespace

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

void banUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    changeState(services, call, in, {AccountState::Suspended, {}, {}},
                {AccountState::Pending, AccountState::Active, AccountState::Locked,
                 AccountState::Suspended},
                std::move(respond));
}

void approveUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    changeState(services, call, in, {}, {AccountState::Pending}, std::move(respond));
}

void unsuspendUser(Services &services, const Call &call, Respond respond)
{
    Arguments in = arguments(call);
    changeState(services, call, in, {}, {AccountState::Suspended}, std::move(respond));
}

} // namespace parlance::admin
