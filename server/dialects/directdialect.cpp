// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/directdialect.h"

#include "dialects/accountcalls.h"
#include "dialects/legacy.h"

#include <QJsonDocument>

namespace parlance {

using namespace Qt::StringLiterals;
using http::Method;

namespace {

SessionStyle style()
{
    return {.dialect = u"direct"_s, .showsDisplayName = true};
}

QJsonObject userJson(const User &user)
{
    return {{u"_id"_s, user.id.toString()}, {u"username"_s, user.shownName()}};
}

// A room's message is addressed to the room.
QJsonObject messageJson(const Message &message)
{
    const QString receiver =
        message.recipient ? message.recipient->id.toString() : message.roomId.toString();
    return {{u"_id"_s, message.id.toString()},
            {u"sender"_s, message.author.id.toString()},
            {u"receiver"_s, receiver},
            {u"content"_s, message.text},
            {u"timestamp"_s, toIsoString(message.createdAt)}};
}

QJsonObject renderRegistered(const LoggedIn &loggedIn)
{
    const QString text = u"User register Successfully"_s;
    QJsonObject user = userJson(loggedIn.user);
    user.insert(u"email"_s, loggedIn.user.email.value_or(QString()));
    // The original has a third "s" in the key; some clients read that one.
    return {{u"message"_s, text}, {u"messsage"_s, text}, {u"user"_s, user}};
}

QJsonObject renderLogIn(const LoggedIn &loggedIn)
{
    return {{u"message"_s, u"Login successfully"_s},
            {u"token"_s, loggedIn.token},
            {u"userId"_s, loggedIn.user.id.toString()}};
}

void registerAccount(Services &services, const Call &call, Respond respond)
{
    registerFrom(services, call, EmailField::Required,
                 {.allowDuplicateName = true, .style = style(), .skipSession = true},
                 std::move(respond), renderRegistered);
}

void logIn(Services &services, const Call &call, Respond respond)
{
    logInFrom(services, call, u"email"_s, {.revealUnknownUser = true, .style = style()},
              std::move(respond), renderLogIn);
}

void listUsers(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const legacy::ListPart part = legacy::listPart(in);
    if (!in.ok())
        return respond(in.error());
    const auto render = [](const QList<User> &users) {
        return QJsonObject{{u"user"_s, arrayOf<User>(userJson)(users)}};
    };
    services.accounts.listNewest(part.beforeId<UserId>(), part.limit,
                                 answer<QList<User>>(std::move(respond), render));
}

template <class Render>
void post(Services &services, const Call &call, Render render, int status, Respond respond)
{
    JsonReader in = reader(call);
    const auto own = legacy::requireOwnId(call, in, u"sender"_s);
    const PostTo command{.address = in.string(u"receiver"_s),
                         .text = in.string(u"content"_s),
                         .overSocket = call.socket != nullptr,
                         .parsedAt = call.parsedAt};
    if (const auto valid = legacy::validOwn(in, own); !valid)
        return respond(valid.error());
    auto finish = [socket = call.socket,
                   done = answer<StoredMessage>(std::move(respond), render, status)](
                      const Result<StoredMessage> &stored) {
        if (stored && socket && !stored->message.recipient)
            legacy::subscribe(*socket, stored->message.roomId, {});
        done(stored);
    };
    services.messages.postTo(*call.caller.actor, command, std::move(finish));
}

void sendMessage(Services &services, const Call &call, Respond respond)
{
    const auto render = [](const StoredMessage &stored) {
        return QJsonObject{{u"message"_s, messageJson(stored.message)}};
    };
    post(services, call, render, 201, std::move(respond));
}

void listOwnMessages(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const auto own = legacy::requireOwnId(call, in.string(u"userId"_s));
    const legacy::ListPart part = legacy::listPart(in);
    if (const auto valid = legacy::validOwn(in, own); !valid)
        return respond(valid.error());
    services.messages.directHistory(
        *call.caller.actor, {}, part.beforeId<MessageId>(), part.limit,
        answer<QList<Message>>(std::move(respond), arrayOf<Message>(messageJson)));
}

// One of the two must be the caller; the order does not matter.
void listMessagesBetween(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const auto sender = in.id<UserId>(u"senderId"_s);
    const auto receiver = in.id<UserId>(u"receiverId"_s);
    const legacy::ListPart part = legacy::listPart(in);
    const UserId self = call.caller.actor->userId;
    if (!in.ok())
        return respond(in.error());
    if (sender != self && receiver != self)
        return respond(ErrorCode::Forbidden);
    services.messages.directHistory(
        *call.caller.actor, sender == self ? receiver : sender, part.beforeId<MessageId>(),
        part.limit, answer<QList<Message>>(std::move(respond), arrayOf<Message>(messageJson)));
}

// Subscribes to the user's direct messages, or to a room of which the user is a member.
void join(Services &services, const Call &call, Respond respond)
{
    const QString address = call.eventArgs.at(0).toString();
    if (!address.isEmpty() && legacy::requireOwnId(call, address)) {
        call.socket->subscribeToDirects();
        return respond(Reply{QJsonObject(), 200});
    }
    const auto room = RoomId::fromHex(address);
    if (!room)
        return respond(ErrorCode::Forbidden);
    auto enter = [call, respond = std::move(respond),
                  &presence = services.presence](const Result<RoomView> &found) {
        if (!found && found.error().code == ErrorCode::BannedFromRoom)
            return respond(found.error());
        if (!found || !found->role)
            return respond(ErrorCode::Forbidden);
        // This dialect uses no room names.
        call.socket->enterRoom(found->room.id, {});
        presence.announceEntered(call.caller.actor->user(), found->room.id);
        respond(Reply{QJsonObject(), 200});
    };
    services.rooms.find(*call.caller.actor, *room, std::move(enter));
}

void chatMessage(Services &services, const Call &call, Respond respond)
{
    const auto render = [](const StoredMessage &stored) { return messageJson(stored.message); };
    post(services, call, render, 200, std::move(respond));
}

/// Decodes an envelope: an object, or its JSON as text.
QJsonObject opened(const QJsonArray &eventArgs)
{
    const QJsonValue first = eventArgs.at(0);
    return first.isString() ? QJsonDocument::fromJson(first.toString().toUtf8()).object()
                            : first.toObject();
}

// join and chatMessage for arguments in an envelope; a new event of this dialect is forwarded here
// too.
void envelope(Services &services, const Call &call, Respond respond)
{
    const QJsonObject message = opened(call.eventArgs);
    const QJsonValue data = message.value(u"data"_s);
    Call inner = call;
    inner.args = data.toObject();
    inner.eventArgs = {data};
    const QString event = message.value(u"event"_s).toString();
    if (event == "join"_L1 && data.isString())
        join(services, inner, std::move(respond));
    else if (event == "chat message"_L1 && data.isObject())
        chatMessage(services, inner, std::move(respond));
    else
        respond(Reply{QJsonObject(), 200});
}

std::optional<RenderedEvent> renderEvent(const Event &event, const QString &)
{
    if (const auto *posted = std::get_if<MessagePosted>(&event))
        return RenderedEvent{u"chat message"_s, messageJson(posted->message)};
    if (const auto announced = legacy::noticeOf(event))
        return RenderedEvent{u"chat message"_s,
                             QJsonObject{{u"_id"_s, announced->id.toString()},
                                         {u"sender"_s, legacy::systemId},
                                         {u"receiver"_s, legacy::audienceId(*announced)},
                                         {u"content"_s, announced->text},
                                         {u"timestamp"_s, toIsoString(announced->at)}}};
    return legacy::renderSession(event);
}

// The sender of a direct message already has it.
bool wantsEvent(const Event &event, const Subscription &subscription, UserId self)
{
    const auto *posted = std::get_if<MessagePosted>(&event);
    if (posted && posted->message.recipient)
        return subscription.directs && posted->message.author.id != self;
    return legacy::wantsJoinedRooms(event, subscription, self);
}

std::vector<Route> routes()
{
    return {
        legacy::accountRoute(
            u"/api/user/register"_s, registerAccount,
            {{ErrorCode::EmailTaken, 400, u"User already exist! Login instead"_s}}),
        legacy::accountRoute(u"/api/user/login"_s, logIn,
                             {{ErrorCode::UserNotFound, 404, u"No user found! Signup instead"_s},
                              {ErrorCode::InvalidCredentials, 400, u"Incorrect password"_s}}),
        {.method = Method::Get, .pattern = u"/api/user"_s, .handler = listUsers},
        {.method = Method::Post, .pattern = u"/api/chat/send"_s, .handler = sendMessage},
        {.method = Method::Get,
         .pattern = u"/api/chat/messages/:userId"_s,
         .handler = listOwnMessages,
         .named = Named::User},
        {.method = Method::Get,
         .pattern = u"/api/chat/messages/:senderId/:receiverId"_s,
         .handler = listMessagesBetween},
    };
}

} // namespace

Dialect directDialect()
{
    Dialect dialect = legacy::makeDialect(u"direct"_s);
    dialect.routes = routes();
    dialect.events = {
        {.name = u"join"_s,
         .discriminator = {.argument = Discriminator::Argument::Text},
         .effect = Effect::Alone,
         .handler = join},
        {.name = u"chat message"_s,
         .handler = chatMessage,
         .typedText = [](const QJsonArray &args) { return args.at(0)[u"content"_s]; }},
        {.name = u"message"_s,
         .discriminator = {.argument = Discriminator::Argument::Any},
         .effect = Effect::Alone,
         .handler = envelope,
         .typedText = [](const QJsonArray &args) { return opened(args)[u"data"_s][u"content"_s]; }},
    };
    dialect.renderEvent = renderEvent;
    dialect.wantsEvent = wantsEvent;
    dialect.connectErrors = {{ErrorCode::AuthenticationRequired, 0, u"error"_s},
                             {ErrorCode::InvalidToken, 0, u"Authentication error"_s},
                             {ErrorCode::SessionEnded, 0, u"Authentication error"_s}};
    return dialect;
}

} // namespace parlance
