// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/accountcalls.h"
#include "dialects/nativehandlers.h"
#include "dialects/nativejson.h"

namespace parlance::nativehandlers {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxOnlineListed = 1000;

QJsonObject renderLogIn(const LoggedIn &loggedIn)
{
    return {
        {u"token"_s, loggedIn.token},
        {u"expiresAt"_s, toIsoString(loggedIn.session.expiresAt)},
        {u"account"_s, nativejson::account(loggedIn.user)},
    };
}

auto profileWith(const Presence &presence)
{
    return [&presence](const User &user) { return nativejson::profile(user, presence); };
}

} // namespace

void registerAccount(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    RegisterAccount command = readAccount(in, EmailField::Optional, {});
    command.invitation = in.optionalString(u"invitation"_s).value_or(QString());
    registerWith(services, call, in, std::move(command), std::move(respond), renderLogIn);
}

void createSession(Services &services, const Call &call, Respond respond)
{
    logInFrom(services, call, u"login"_s, {}, std::move(respond), renderLogIn, 201);
}

void getAccount(Services &services, const Call &call, Respond respond)
{
    services.accounts.account(*call.caller.actor,
                              answer<User>(std::move(respond), nativejson::account));
}

void changePassword(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const ChangePassword command{in.string(u"currentPassword"_s), in.string(u"newPassword"_s)};
    callWith(services.accounts, &Accounts::changePassword, call, in, command,
             answerDone(std::move(respond)));
}

void deleteSession(Services &services, const Call &call, Respond respond)
{
    services.sessions.logOut(*call.caller.actor, answerDone(std::move(respond)));
}

void deleteSessions(Services &services, const Call &call, Respond respond)
{
    services.sessions.logOutEverywhere(*call.caller.actor, answerDone(std::move(respond)));
}

// Replaces the session of the connection by that of a new token of the same user.
void prolongSession(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const QString token = in.string(u"token"_s);
    if (!in.ok())
        return respond(in.error());
    auto finish = [call, respond = std::move(respond)](const Result<Actor> &fresh) {
        if (!fresh)
            return respond(fresh.error());
        if (fresh->userId != call.caller.actor->userId)
            return respond(Error::of(ErrorCode::Forbidden, u"The token is another user's"_s));
        call.socket->prolong(*fresh);
        respond(Reply{QJsonObject{{u"expiresAt"_s, toIsoString(fresh->expiresAt)}}, 200});
    };
    services.sessions.authenticate(token, std::move(finish));
}

void searchUsers(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const QString prefix = in.string(u"prefix"_s);
    const int limit = pageLimit(in, 20);
    if (!in.ok())
        return respond(in.error());
    const auto render = [&presence = services.presence](const QList<User> &users) {
        return QJsonObject{{u"users"_s, arrayOf<User>(profileWith(presence))(users)}};
    };
    services.accounts.searchUsers(prefix, limit, answer<QList<User>>(std::move(respond), render));
}

void getUser(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const auto id = in.id<UserId>(u"userId"_s);
    if (!in.ok())
        return respond(in.error());
    services.accounts.findUser(id,
                               answer<User>(std::move(respond), profileWith(services.presence)));
}

void onlineUsers(Services &services, const Call &, Respond respond)
{
    const QList<UserRef> users = services.presence.onlineUsers();
    const auto shown = std::min<qsizetype>(users.size(), maxOnlineListed);
    const QJsonArray list = arrayOf<UserRef>(nativejson::userRef)(users.first(shown));
    respond(Reply{QJsonObject{{u"users"_s, list}, {u"total"_s, users.size()}}, 200});
}

} // namespace parlance::nativehandlers
