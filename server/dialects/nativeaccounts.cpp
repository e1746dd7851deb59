// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/handlersupport.h"
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

SessionStyle style(const Call &call)
{
    return {.client = call.caller.client.fingerprint};
}

} // namespace

void registerAccount(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    registerWith(services, in,
                 {.username = in.string(u"username"_s),
                  .email = in.optionalString(u"email"_s),
                  .password = in.string(u"password"_s),
                  .style = style(call)},
                 std::move(respond), renderLogIn);
}

void createSession(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    logInWith(services, in,
              {.login = in.string(u"login"_s),
               .password = in.string(u"password"_s),
               .style = style(call)},
              std::move(respond), renderLogIn, 201);
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
    if (!in.ok())
        return respond(in.error());
    services.accounts.changePassword(*call.caller.actor, command, answerDone(std::move(respond)));
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
        QJsonArray list;
        for (const User &user : users)
            list.append(nativejson::profile(user, presence));
        return QJsonObject{{u"users"_s, list}};
    };
    services.accounts.searchUsers(prefix, limit, answer<QList<User>>(std::move(respond), render));
}

void getUser(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const auto id = in.id<UserId>(u"userId"_s);
    if (!in.ok())
        return respond(in.error());
    const auto render = [&presence = services.presence](const User &user) {
        return nativejson::profile(user, presence);
    };
    services.accounts.findUser(id, answer<User>(std::move(respond), render));
}

void onlineUsers(Services &services, const Call &, Respond respond)
{
    const QList<UserRef> users = services.presence.onlineUsers();
    QJsonArray list;
    for (const UserRef &user : users.first(std::min<qsizetype>(users.size(), maxOnlineListed)))
        list.append(nativejson::userRef(user));
    respond(Reply{QJsonObject{{u"users"_s, list}, {u"total"_s, users.size()}}, 200});
}

} // namespace parlance::nativehandlers
