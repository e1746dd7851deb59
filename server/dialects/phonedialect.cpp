// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/phonedialect.h"

#include "dialects/accountcalls.h"
#include "dialects/legacy.h"

#include <QLocale>

namespace parlance {

using namespace Qt::StringLiterals;
using http::Method;

namespace {

SessionStyle style()
{
    return {.dialect = u"phone"_s, .showsDisplayName = true, .isByPhone = true};
}

/// The id under which clients know a user.
QString profileId(UserId id, const QString &alias)
{
    return alias.isEmpty() ? id.toString() : alias;
}

QString profileId(const UserRef &user)
{
    return profileId(user.id, user.alias);
}

template <PhoneTime Time>
QString timeText(Timestamp at)
{
    if constexpr (Time == PhoneTime::Iso)
        return toIsoString(at);
    else
        return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(toEpochMs(at)).time(),
                                     u"hh:mm AP"_s);
}

template <PhoneTime Time>
QJsonObject messageJson(const Message &message)
{
    const QString receiver =
        message.recipient ? profileId(*message.recipient) : message.roomId.toString();
    return {{u"_id"_s, message.id.toString()},
            {u"senderId"_s, profileId(message.author)},
            {u"receiverId"_s, receiver},
            {u"content"_s, message.text},
            {u"timestamp"_s, timeText<Time>(message.createdAt)}};
}

auto renderLogIn(const QString &text)
{
    return [text](const LoggedIn &loggedIn) {
        return QJsonObject{{u"token"_s, loggedIn.token},
                           {u"profileId"_s, profileId(loggedIn.user.id, loggedIn.user.alias)},
                           {u"username"_s, loggedIn.user.shownName()},
                           {u"message"_s, text}};
    };
}

/// An error with this text if one of the fields is missing or empty.
std::optional<Error> missing(const Call &call, const QStringList &fields, const QString &text)
{
    for (const QString &field : fields) {
        const QJsonValue value = call.args.value(field);
        if (value.isUndefined() || value.isNull() ||
            (value.isString() && value.toString().isEmpty()))
            return Error::invalid(text);
    }
    return std::nullopt;
}

void registerAccount(Services &services, const Call &call, Respond respond)
{
    if (const auto error = missing(call, {u"phoneNumber"_s, u"username"_s, u"password"_s},
                                   u"Phone number, username, and password are required"_s))
        return respond(*error);
    JsonReader in = reader(call);
    registerWith(services, call, in,
                 {.username = in.string(u"username"_s),
                  .password = in.string(u"password"_s),
                  .phoneNumber = legacy::textOf(in, call.args, u"phoneNumber"_s),
                  .allowDuplicateName = true,
                  .style = style()},
                 std::move(respond), renderLogIn(u"Registration successful"_s));
}

void logIn(Services &services, const Call &call, Respond respond)
{
    if (const auto error = missing(call, {u"phoneNumber"_s, u"password"_s},
                                   u"Phone number and password are required"_s))
        return respond(*error);
    JsonReader in = reader(call);
    logInWith(services, call, in,
              {.login = legacy::textOf(in, call.args, u"phoneNumber"_s),
               .password = in.string(u"password"_s),
               .by = LogIn::By::PhoneNumber,
               .revealUnknownUser = true,
               .style = style()},
              std::move(respond), renderLogIn(u"Login successful"_s));
}

// Only the caller's own profile. A missing profile is reported first, as the original backend does.
void logOut(Services &services, const Call &call, Respond respond)
{
    if (const auto error = missing(call, {u"profileId"_s}, u"Profile ID is required"_s))
        return respond(*error);
    JsonReader in = reader(call);
    const QString profile = in.string(u"profileId"_s);
    if (!in.ok())
        return respond(in.error());
    auto identified = [=, &sessions = services.sessions,
                       respond = std::move(respond)](const Result<Identified> &found) mutable {
        if (!found)
            return respond(found.error());
        if (found->kind != Identified::Kind::User)
            return respond(ErrorCode::UserNotFound);
        if (UserId(found->id) != call.caller.actor->userId)
            return respond(ErrorCode::Forbidden);
        sessions.logOutEverywhere(
            *call.caller.actor, [respond = std::move(respond)](const Result<void> &done) {
                if (!done)
                    return respond(done.error());
                respond(Reply{
                    QJsonObject{{u"message"_s, u"Logout successful and connection terminated"_s}},
                    200});
            });
    };
    services.accounts.identify(*call.caller.actor, profile, std::move(identified));
}

void registerDevice(Services &, const Call &call, Respond respond)
{
    const QString profile = call.eventArgs.at(0).toString();
    const auto own = profile.isEmpty() ? Result<void>(ErrorCode::Forbidden)
                                       : legacy::requireOwnId(call, profile);
    if (!own)
        return respond(own.error());
    call.socket->catchUp(answerDone(std::move(respond)));
}

template <PhoneTime Time>
void sendMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const auto own = legacy::requireOwnId(call, in, u"senderId"_s);
    const PostTo command{.address = in.string(u"receiverId"_s),
                         .text = in.string(u"content"_s),
                         .overSocket = true,
                         .parsedAt = call.parsedAt};
    if (const auto valid = legacy::validOwn(in, own); !valid)
        return respond(valid.error());
    const auto render = [](const StoredMessage &stored) {
        return messageJson<Time>(stored.message);
    };
    auto finish = [socket = call.socket, done = answer<StoredMessage>(std::move(respond), render)](
                      const Result<StoredMessage> &stored) {
        done(stored);
        // Its client registers only once, but may have reconnected since.
        if (stored && !socket->subscription().everyRoom)
            socket->catchUp([](const Result<void> &) {});
    };
    services.messages.postTo(*call.caller.actor, command, std::move(finish));
}

template <PhoneTime Time>
std::optional<RenderedEvent> renderEvent(const Event &event, const QString &)
{
    if (const auto *posted = std::get_if<MessagePosted>(&event))
        return RenderedEvent{u"receiveMessage"_s, messageJson<Time>(posted->message)};
    if (const auto announced = legacy::noticeOf(event)) {
        const UserRef &user = announced->user;
        return RenderedEvent{
            u"receiveMessage"_s,
            QJsonObject{{u"_id"_s, announced->id.toString()},
                        {u"senderId"_s, legacy::systemId},
                        {u"receiverId"_s,
                         user.id.isNull() ? legacy::audienceId(*announced) : profileId(user)},
                        {u"content"_s, announced->text},
                        {u"timestamp"_s, timeText<Time>(announced->at)}}};
    }
    return legacy::renderSession(event);
}

// The sender does not receive its own events.
bool wantsEvent(const Event &event, const Subscription &subscription, UserId self)
{
    const auto *posted = std::get_if<MessagePosted>(&event);
    if (!posted)
        return legacy::wantsJoinedRooms(event, subscription, self);
    if (posted->message.author.id == self)
        return false;
    return posted->message.recipient ? subscription.directs : subscription.everyRoom;
}

std::vector<Route> routesBelow(const QString &path, const Discriminator &account)
{
    return {
        legacy::accountRoute(
            path + u"/register"_s, registerAccount,
            {{ErrorCode::PhoneTaken, 400, u"User with this phone number already exists"_s}},
            account),
        legacy::accountRoute(path + u"/login"_s, logIn,
                             {{ErrorCode::UserNotFound, 400, u"User not found"_s},
                              {ErrorCode::InvalidCredentials, 400, u"Invalid credentials"_s}},
                             account),
        {.method = Method::Post,
         .pattern = path + u"/logout"_s,
         .handler = logOut,
         .errors = {{ErrorCode::UserNotFound, 400, u"User not found"_s}},
         .claim = Claim{ClaimBy::Address, u"profileId"_s}},
    };
}

template <PhoneTime Time>
Dialect makeDialect()
{
    Dialect dialect = legacy::makeDialect(u"phone"_s);
    dialect.routes = routesBelow({}, {});
    for (Route &route : routesBelow(u"/api/auth"_s, {{u"phoneNumber"_s}, {}}))
        dialect.routes.push_back(std::move(route));
    dialect.events = {
        {.name = u"register"_s,
         .discriminator = {.argument = Discriminator::Argument::Text},
         .effect = Effect::Alone,
         .handler = registerDevice,
         .claim = Claim{ClaimBy::Address, {}}},
        {.name = u"sendMessage"_s,
         .discriminator = {{u"receiverId"_s, u"content"_s}, {u"message"_s}},
         .handler = sendMessage<Time>,
         .claim = Claim{ClaimBy::Address, u"senderId"_s},
         .typedText = [](const QJsonArray &args) { return args.at(0)[u"content"_s]; }},
    };
    dialect.renderEvent = renderEvent<Time>;
    dialect.wantsEvent = wantsEvent;
    dialect.mayOpenWithoutToken = true;
    return dialect;
}

} // namespace

Dialect phoneDialect(PhoneTime time)
{
    return time == PhoneTime::Iso ? makeDialect<PhoneTime::Iso>()
                                  : makeDialect<PhoneTime::TwelveHours>();
}

} // namespace parlance
