// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/roomsdialect.h"

#include "dialects/accountcalls.h"
#include "dialects/legacy.h"

namespace parlance {

using namespace Qt::StringLiterals;
using http::Method;

namespace {

constexpr auto dialectName = "rooms"_L1;

QJsonObject roomJson(const Room &room)
{
    return {{u"_id"_s, room.id.toString()},
            {u"name"_s, room.name},
            {u"createdAt"_s, toIsoString(room.createdAt)},
            {u"updatedAt"_s, toIsoString(room.updatedAt)}};
}

QJsonObject messageJson(const Message &message)
{
    return {{u"_id"_s, message.id.toString()},
            {u"room"_s, message.roomId.toString()},
            {u"sender"_s, message.author.id.toString()},
            {u"content"_s, message.text},
            {u"createdAt"_s, toIsoString(message.createdAt)},
            {u"updatedAt"_s, toIsoString(message.editedAt.value_or(message.createdAt))}};
}

QJsonObject historyJson(const Message &message)
{
    QJsonObject json = messageJson(message);
    json.insert(u"sender"_s, QJsonObject{{u"_id"_s, message.author.id.toString()},
                                         {u"username"_s, message.author.username}});
    return json;
}

QJsonObject renderRegistered(const LoggedIn &loggedIn)
{
    return {{u"message"_s, u"User registered successfully"_s},
            {u"userId"_s, loggedIn.user.id.toString()},
            {u"username"_s, loggedIn.user.username}};
}

QJsonObject renderLogIn(const LoggedIn &loggedIn)
{
    return {{u"token"_s, loggedIn.token}, {u"userId"_s, loggedIn.user.id.toString()}};
}

// Null, which is no room's id, if the text does not have the form of an id.
RoomId roomId(const QString &text)
{
    return RoomId::fromHex(text).value_or(RoomId());
}

void registerAccount(Services &services, const Call &call, Respond respond)
{
    registerFrom(services, call, EmailField::None,
                 {.style = {.dialect = dialectName}, .skipSession = true}, std::move(respond),
                 renderRegistered);
}

void logIn(Services &services, const Call &call, Respond respond)
{
    logInFrom(services, call, u"username"_s,
              {.revealUnknownUser = true, .style = {.dialect = dialectName}}, std::move(respond),
              renderLogIn);
}

void createRoom(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const CreateRoom command{.name = in.string(u"name"_s)};
    if (!in.ok())
        return respond(in.error());
    const auto render = [](const RoomView &view) {
        return QJsonObject{{u"message"_s, u"Room created successfully"_s},
                           {u"room"_s, roomJson(view.room)}};
    };
    services.rooms.create(*call.caller.actor, command,
                          answer<RoomView>(std::move(respond), render, 201));
}

void listRooms(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const legacy::ListPart part = legacy::listPart(in);
    if (!in.ok())
        return respond(in.error());
    services.rooms.listVisible(call.caller.actor, part.beforeId<RoomId>(), part.limit,
                               answer<QList<Room>>(std::move(respond), arrayOf<Room>(roomJson)));
}

void postMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const PostMessage command{.roomId = roomId(in.string(u"room"_s)),
                              .text = in.string(u"content"_s),
                              .withoutJoining = true,
                              .parsedAt = call.parsedAt};
    const auto own = legacy::requireOwnId(call, in, u"sender"_s);
    if (const auto valid = legacy::validOwn(in, own); !valid)
        return respond(valid.error());
    const auto render = [](const StoredMessage &stored) {
        return QJsonObject{{u"message"_s, messageJson(stored.message)}};
    };
    services.messages.post(*call.caller.actor, command,
                           answer<StoredMessage>(std::move(respond), render, 201));
}

void listMessages(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const auto room = in.id<RoomId>(u"room"_s);
    const legacy::ListPart part = legacy::listPart(in);
    if (!in.ok())
        return respond(in.error());
    services.messages.history(
        *call.caller.actor, {room, part.beforeId<MessageId>(), part.limit},
        answer<QList<Message>>(std::move(respond), arrayOf<Message>(historyJson)));
}

void listNothing(Services &, const Call &, Respond respond)
{
    respond(Reply{QJsonArray(), 200});
}

// For a socket without a user, because this event does not name one.
void listenToRoom(const Call &call, RoomId room, Respond respond)
{
    if (call.socket->subscription().rooms.size() >= legacy::listSize)
        return respond(ErrorCode::LimitReached);
    call.socket->listenTo(room, answerDone(std::move(respond)));
}

void joinRoom(Services &services, const Call &call, Respond respond)
{
    const RoomId room = roomId(call.eventArgs.at(0).toString());
    const auto enter = [](CallingSocket &socket, const Room &joined) {
        // This dialect uses no room names.
        socket.enterRoom(joined.id, {});
    };
    if (call.caller.actor)
        legacy::join(services, call, room, enter, std::move(respond));
    else
        listenToRoom(call, room, std::move(respond));
}

void sendMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const PostMessage command{.roomId = roomId(in.string(u"room"_s)),
                              .text = in.string(u"content"_s),
                              .overSocket = true,
                              .parsedAt = call.parsedAt};
    const auto own = legacy::requireOwnId(call, in, u"sender"_s);
    if (const auto valid = legacy::validOwn(in, own); !valid)
        return respond(valid.error());
    const auto render = [](const StoredMessage &stored) { return messageJson(stored.message); };
    legacy::postAndSubscribe(services, call, command, {},
                             answer<StoredMessage>(std::move(respond), render));
}

std::optional<RenderedEvent> renderEvent(const Event &event, const QString &)
{
    if (const auto *posted = std::get_if<MessagePosted>(&event))
        return RenderedEvent{u"receiveMessage"_s, messageJson(posted->message)};
    if (const auto announced = legacy::noticeOf(event)) {
        const QString at = toIsoString(announced->at);
        return RenderedEvent{u"receiveMessage"_s,
                             QJsonObject{{u"_id"_s, announced->id.toString()},
                                         {u"room"_s, announced->roomId.toString()},
                                         {u"sender"_s, legacy::systemId},
                                         {u"content"_s, announced->text},
                                         {u"createdAt"_s, at},
                                         {u"updatedAt"_s, at}}};
    }
    return legacy::renderSession(event);
}

std::vector<Route> routes()
{
    // With an e-mail address or phone number it is an account of another dialect.
    const Discriminator byName{{}, {u"email"_s, u"phoneNumber"_s}};
    return {
        legacy::accountRoute(u"/api/auth/register"_s, registerAccount,
                             {{ErrorCode::UsernameTaken, 400, u"Username already exists"_s}},
                             byName),
        legacy::accountRoute(u"/api/auth/login"_s, logIn,
                             {{ErrorCode::UserNotFound, 404, u"User not found"_s},
                              {ErrorCode::InvalidCredentials, 400, u"Invalid credentials"_s}},
                             byName),
        {.method = Method::Post,
         .pattern = u"/api/chat/room"_s,
         .handler = createRoom,
         .errors = {{ErrorCode::RoomNameTaken, 400, u"Room already exists"_s}}},
        {.method = Method::Get, .pattern = u"/api/chat/rooms"_s, .handler = listRooms},
        {.method = Method::Post,
         .pattern = u"/api/chat/message"_s,
         .discriminator = {{u"content"_s}, {u"text"_s}},
         .handler = postMessage,
         .errors = {{ErrorCode::RoomNotFound, 400, u"Room not found"_s}}},
        {.method = Method::Get,
         .pattern = u"/api/chat/messages/:room"_s,
         .handler = listMessages,
         .named = Named::Room},
        {.method = Method::Get,
         .pattern = u"/api/chat/messages/:room"_s,
         .handler = listNothing,
         .named = Named::Nothing},
    };
}

} // namespace

Dialect roomsDialect()
{
    Dialect dialect = legacy::makeDialect(dialectName);
    dialect.routes = routes();
    dialect.events = {
        {.name = u"joinRoom"_s,
         .discriminator = {.argument = Discriminator::Argument::Text},
         .access = Access::Optional,
         .effect = Effect::Alone,
         .handler = joinRoom},
        {.name = u"sendMessage"_s,
         .discriminator = {{u"room"_s, u"content"_s}, {u"text"_s, u"message"_s, u"receiverId"_s}},
         .handler = sendMessage,
         .claim = Claim{ClaimBy::Address, u"sender"_s},
         .typedText = [](const QJsonArray &args) { return args.at(0)[u"content"_s]; }},
    };
    dialect.renderEvent = renderEvent;
    dialect.mayOpenWithoutToken = true;
    return dialect;
}

} // namespace parlance
