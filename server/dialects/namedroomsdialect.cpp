// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/namedroomsdialect.h"

#include "dialects/accountcalls.h"
#include "dialects/legacy.h"

namespace parlance {

using namespace Qt::StringLiterals;
using http::Method;

namespace {

constexpr auto dialectName = "named-rooms"_L1;

QJsonObject account(const User &user)
{
    return {{u"_id"_s, user.id.toString()},
            {u"username"_s, user.username},
            {u"email"_s, user.email.value_or(QString())}};
}

QJsonObject renderLogIn(const LoggedIn &loggedIn)
{
    QJsonObject json = account(loggedIn.user);
    json.insert(u"token"_s, loggedIn.token);
    return json;
}

QJsonObject renderAccount(const User &user)
{
    QJsonObject json = account(user);
    json.insert(u"createdAt"_s, toIsoString(user.createdAt));
    return json;
}

// `user` depends on where the message is shown.
QJsonObject message(const Message &message, const QJsonValue &user, const QString &room)
{
    return {{u"_id"_s, message.id.toString()},
            {u"user"_s, user},
            {u"text"_s, message.text},
            {u"room"_s, room},
            {u"createdAt"_s, toIsoString(message.createdAt)},
            {u"updatedAt"_s, toIsoString(message.editedAt.value_or(message.createdAt))}};
}

void registerAccount(Services &services, const Call &call, Respond respond)
{
    registerFrom(services, call, EmailField::Required, {.style = {.dialect = dialectName}},
                 std::move(respond), renderLogIn);
}

void logIn(Services &services, const Call &call, Respond respond)
{
    logInFrom(services, call, u"email"_s, {.style = {.dialect = dialectName}}, std::move(respond),
              renderLogIn);
}

void getAccount(Services &services, const Call &call, Respond respond)
{
    services.accounts.account(*call.caller.actor, answer<User>(std::move(respond), renderAccount));
}

void postMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const QString text = in.string(u"text"_s);
    const QString room = in.string(u"room"_s).trimmed();
    if (!in.ok())
        return respond(in.error());
    const auto render = [room](const StoredMessage &stored) {
        return message(stored.message, stored.message.author.id.toString(), room);
    };
    auto post = [=, &messages = services.messages,
                 respond = std::move(respond)](const Result<RoomView> &found) mutable {
        if (!found)
            return respond(found.error());
        const PostMessage command{.roomId = found->room.id,
                                  .text = text,
                                  .withoutJoining = true,
                                  .parsedAt = call.parsedAt};
        messages.post(*call.caller.actor, command,
                      answer<StoredMessage>(std::move(respond), render, 201));
    };
    services.rooms.ensure(*call.caller.actor, room, std::move(post));
}

void listMessages(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const QString room = in.string(u"room"_s).trimmed();
    const legacy::ListPart part = legacy::listPart(in);
    if (!in.ok())
        return respond(in.error());
    const auto render = [room](const Message &each) {
        const QJsonObject user{{u"_id"_s, each.author.id.toString()},
                               {u"username"_s, each.author.username}};
        return message(each, user, room);
    };
    auto list = [=, &messages = services.messages,
                 respond = std::move(respond)](const Result<RoomView> &found) mutable {
        if (!found) {
            const bool unknown = found.error().code == ErrorCode::RoomNotFound;
            return respond(unknown ? Result<Reply>(Reply{QJsonArray(), 200}) : found.error());
        }
        messages.history(*call.caller.actor,
                         {found->room.id, part.beforeId<MessageId>(), part.limit},
                         answer<QList<Message>>(std::move(respond), arrayOf<Message>(render)));
    };
    services.rooms.findByName(*call.caller.actor, room, std::move(list));
}

void joinRoom(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const QString room = in.string(u"room"_s).trimmed();
    const auto own = legacy::requireOwnUsername(call, in, u"username"_s);
    if (const auto valid = legacy::validOwn(in, own); !valid)
        return respond(valid.error());
    const auto enter = [room](CallingSocket &socket, const Room &joined) {
        socket.enterRoom(joined.id, room);
    };
    auto join = [=, respond = std::move(respond)](const Result<RoomView> &found) mutable {
        if (!found)
            return respond(found.error());
        legacy::join(services, call, found->room.id, enter, std::move(respond));
    };
    services.rooms.ensure(*call.caller.actor, room, std::move(join));
}

void sendMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const QString text = in.string(u"text"_s);
    const QString room = in.string(u"room"_s).trimmed();
    const auto own = legacy::requireOwnUsername(call, in, u"username"_s);
    if (const auto valid = legacy::validOwn(in, own); !valid)
        return respond(valid.error());
    PostMessage command{.roomId = call.socket->subscription().roomNamed(room),
                        .text = text,
                        .overSocket = true,
                        .parsedAt = call.parsedAt};
    if (command.roomId.isNull())
        command.roomName = room;
    const auto render = [room](const StoredMessage &stored) {
        return message(stored.message, stored.message.author.username, room);
    };
    legacy::postAndSubscribe(services, call, command, room,
                             answer<StoredMessage>(std::move(respond), render));
}

// Of "admin", which is nobody's name.
RenderedEvent announcement(const QString &text)
{
    return {u"message"_s,
            QJsonObject{{u"user"_s, QJsonObject{{u"username"_s, u"admin"_s}}}, {u"text"_s, text}}};
}

RenderedEvent announcement(const UserRef &user, const QString &what)
{
    return announcement(user.username + what);
}

std::optional<RenderedEvent> renderEvent(const Event &event, const QString &roomName)
{
    if (const auto *posted = std::get_if<MessagePosted>(&event)) {
        const QString &name = posted->message.author.username;
        const QJsonValue user =
            posted->overSocket ? QJsonValue(name) : QJsonObject{{u"username"_s, name}};
        return RenderedEvent{u"message"_s, message(posted->message, user, roomName)};
    }
    if (const auto *joined = std::get_if<MemberJoined>(&event))
        return announcement(joined->user, u" has joined!"_s);
    if (const auto *entered = std::get_if<MemberEntered>(&event))
        return announcement(entered->user, u" has joined!"_s);
    if (const auto *left = std::get_if<MemberLeft>(&event))
        return announcement(left->user, u" has left!"_s);
    if (const auto *exited = std::get_if<MemberExited>(&event))
        return announcement(exited->user, u" has left!"_s);
    if (const auto announced = legacy::noticeOf(event))
        return announcement(announced->text);
    return legacy::renderSession(event);
}

std::vector<Route> routes()
{
    // With a phone number it is an account of another dialect.
    const Discriminator byEmail{{u"email"_s}, {u"phoneNumber"_s}};
    return {
        legacy::accountRoute(u"/api/auth/register"_s, registerAccount,
                             {{ErrorCode::UsernameTaken, 400, u"User already exists"_s},
                              {ErrorCode::EmailTaken, 400, u"User already exists"_s}},
                             byEmail),
        legacy::accountRoute(u"/api/auth/login"_s, logIn,
                             {{ErrorCode::InvalidCredentials, 401, u"Invalid email or password"_s}},
                             byEmail),
        {.method = Method::Get, .pattern = u"/api/auth/me"_s, .handler = getAccount},
        {.method = Method::Post,
         .pattern = u"/api/chat/message"_s,
         .discriminator = {{u"text"_s}, {u"content"_s}},
         .handler = postMessage},
        {.method = Method::Get,
         .pattern = u"/api/chat/messages/:room"_s,
         .handler = listMessages,
         .named = Named::Text},
    };
}

} // namespace

Dialect namedRoomsDialect()
{
    Dialect dialect = legacy::makeDialect(dialectName);
    dialect.routes = routes();
    dialect.events = {
        {.name = u"joinRoom"_s,
         .discriminator = {{u"room"_s}, {u"roomId"_s}},
         .effect = Effect::Alone,
         .handler = joinRoom,
         .claim = Claim{ClaimBy::Username, u"username"_s}},
        {.name = u"sendMessage"_s,
         .discriminator = {{u"text"_s}, {u"message"_s, u"receiverId"_s}},
         .handler = sendMessage,
         .claim = Claim{ClaimBy::Username, u"username"_s},
         .typedText = [](const QJsonArray &args) { return args.at(0)[u"text"_s]; }},
    };
    dialect.renderEvent = renderEvent;
    dialect.mayOpenWithoutToken = true;
    return dialect;
}

} // namespace parlance
