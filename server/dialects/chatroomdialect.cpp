// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/chatroomdialect.h"

#include "dialects/accountcalls.h"
#include "dialects/legacy.h"

namespace parlance {

using namespace Qt::StringLiterals;
using http::Method;

namespace {

constexpr auto dialectName = "chatroom"_L1;

QJsonObject userJson(const UserRef &user)
{
    return {{u"_id"_s, user.id.toString()}, {u"username"_s, user.username}};
}

auto roomJsonWith(const Presence &presence)
{
    return [&presence](const Room &room) {
        return QJsonObject{{u"_id"_s, room.id.toString()},
                           {u"name"_s, room.name},
                           {u"isPrivate"_s, room.kind == RoomKind::Private},
                           {u"members"_s, room.memberCount},
                           {u"online"_s, presence.onlineCount(room.id)},
                           {u"createdAt"_s, toIsoString(room.createdAt)},
                           {u"updatedAt"_s, toIsoString(room.updatedAt)}};
    };
}

QJsonObject messageJson(const Message &message)
{
    return {{u"_id"_s, message.id.toString()},    {u"roomId"_s, message.roomId.toString()},
            {u"user"_s, message.author.username}, {u"userId"_s, message.author.id.toString()},
            {u"message"_s, message.text},         {u"timestamp"_s, toIsoString(message.createdAt)}};
}

QJsonObject renderLogIn(const LoggedIn &loggedIn)
{
    const User &user = loggedIn.user;
    QJsonObject json{{u"_id"_s, user.id.toString()},
                     {u"username"_s, user.username},
                     {u"token"_s, loggedIn.token}};
    if (user.email)
        json.insert(u"email"_s, *user.email);
    return json;
}

void registerAccount(Services &services, const Call &call, Respond respond)
{
    registerFrom(services, call, EmailField::Optional, {.style = {.dialect = dialectName}},
                 std::move(respond), renderLogIn);
}

void logIn(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const auto email = in.optionalString(u"email"_s);
    const QString login = email ? *email : in.string(u"username"_s);
    logInWith(
        services, call, in,
        {.login = login, .password = in.string(u"password"_s), .style = {.dialect = dialectName}},
        std::move(respond), renderLogIn);
}

void listRooms(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const legacy::ListPart part = legacy::listPart(in);
    if (!in.ok())
        return respond(in.error());
    const auto render = arrayOf<Room>(roomJsonWith(services.presence));
    services.rooms.listVisible(call.caller.actor, part.beforeId<RoomId>(), part.limit,
                               answer<QList<Room>>(std::move(respond), render));
}

std::vector<UserId> readMembers(JsonReader &in, const Call &call)
{
    std::vector<UserId> members;
    if (!call.args.contains(u"members"_s))
        return members;
    const QJsonArray listed = in.array(u"members"_s);
    for (const auto &each : listed) {
        const auto id = UserId::fromHex(each.toString());
        if (!id)
            in.fail(u"members"_s, u"must hold ids of users"_s);
        members.push_back(id.value_or(UserId()));
    }
    return members;
}

void createRoom(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const CreateRoom command{in.string(u"name"_s),
                             in.optionalBoolean(u"isPrivate"_s).value_or(false),
                             readMembers(in, call)};
    if (!in.ok())
        return respond(in.error());
    const auto render = [&presence = services.presence](const RoomView &view) {
        return roomJsonWith(presence)(view.room);
    };
    services.rooms.create(*call.caller.actor, command,
                          answer<RoomView>(std::move(respond), render, 201));
}

void listOnline(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const auto room = in.id<RoomId>(u"id"_s);
    if (!in.ok())
        return respond(in.error());
    const auto render = [](const QList<UserRef> &users) {
        const auto shown = std::min<qsizetype>(users.size(), legacy::listSize);
        return arrayOf<UserRef>(userJson)(users.first(shown));
    };
    // Without a session only public rooms are visible.
    services.rooms.find(call.caller.actor.value_or(Actor()), room,
                        answerOnline(services.presence, std::move(respond), render));
}

void enterRoom(Services &services, const Call &call, RoomId room, Respond respond)
{
    const auto enter = [&presence = services.presence](CallingSocket &socket, const Room &joined) {
        socket.moveTo(joined.id, {});
        presence.announceOnline(joined.id);
    };
    // Stores the session's room before the answer, so that it is known after a restart too.
    auto remember = [socket = call.socket,
                     respond = std::move(respond)](const Result<Reply> &joined) mutable {
        if (!joined)
            return respond(joined.error());
        socket->rememberRoom(
            [respond = std::move(respond), reply = *joined](const Result<void> &remembered) {
                respond(remembered ? Result<Reply>(reply) : remembered.error());
            });
    };
    legacy::join(services, call, room, enter, std::move(remember));
}

void joinRoom(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const QString room = in.string(u"roomId"_s);
    if (!in.ok())
        return respond(in.error());
    if (const auto id = RoomId::fromHex(room))
        return enterRoom(services, call, *id, std::move(respond));
    auto enter = [=, &services,
                  respond = std::move(respond)](const Result<RoomView> &found) mutable {
        if (!found)
            return respond(found.error());
        enterRoom(services, call, found->room.id, std::move(respond));
    };
    services.rooms.findByName(*call.caller.actor, room, std::move(enter));
}

void sendMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    const PostMessage command{.roomId = call.room,
                              .text = in.string(u"message"_s),
                              .overSocket = true,
                              .parsedAt = call.parsedAt};
    if (!in.ok())
        return respond(in.error());
    const auto render = [](const StoredMessage &stored) { return messageJson(stored.message); };
    auto finish = [socket = call.socket, room = call.room, &presence = services.presence,
                   done = answer<StoredMessage>(std::move(respond), render)](
                      const Result<StoredMessage> &stored) {
        // Its client joins only once, but may have reconnected since.
        if (stored && socket->subscription().currentRoom.isNull()) {
            socket->resumeRoom(room);
            presence.announceOnline(room);
        }
        done(stored);
    };
    services.messages.post(*call.caller.actor, command, std::move(finish));
}

std::optional<RenderedEvent> renderEvent(const Event &event, const QString &)
{
    if (const auto *posted = std::get_if<MessagePosted>(&event))
        return RenderedEvent{u"receiveMessage"_s, messageJson(posted->message)};
    if (const auto announced = legacy::noticeOf(event))
        return RenderedEvent{u"receiveMessage"_s,
                             QJsonObject{{u"_id"_s, announced->id.toString()},
                                         {u"roomId"_s, announced->roomId.toString()},
                                         {u"user"_s, u"admin"_s},
                                         {u"userId"_s, legacy::systemId},
                                         {u"message"_s, announced->text},
                                         {u"timestamp"_s, toIsoString(announced->at)}}};
    if (const auto *online = std::get_if<RoomOnlineChanged>(&event))
        return RenderedEvent{u"onlineUsers"_s,
                             QJsonObject{{u"roomId"_s, online->roomId.toString()},
                                         {u"users"_s, arrayOf<UserRef>(userJson)(online->users)}}};
    return legacy::renderSession(event);
}

std::vector<Route> routes()
{
    return {
        legacy::accountRoute(u"/api/users/register"_s, registerAccount,
                             {{ErrorCode::UsernameTaken, 400, u"User already exists"_s},
                              {ErrorCode::EmailTaken, 400, u"User already exists"_s}}),
        legacy::accountRoute(u"/api/users/login"_s, logIn,
                             {{ErrorCode::InvalidCredentials, 401, u"Invalid credentials"_s}}),
        {.method = Method::Get,
         .pattern = u"/api/rooms"_s,
         .access = Access::Optional,
         .handler = listRooms},
        {.method = Method::Post,
         .pattern = u"/api/rooms"_s,
         .handler = createRoom,
         .errors = {{ErrorCode::RoomNameTaken, 400, u"Room already exists"_s}}},
        {.method = Method::Get,
         .pattern = u"/api/rooms/:id/users"_s,
         .access = Access::Optional,
         .handler = listOnline},
    };
}

} // namespace

Dialect chatroomDialect()
{
    Dialect dialect = legacy::makeDialect(dialectName);
    dialect.routes = routes();
    dialect.events = {
        {.name = u"joinRoom"_s,
         .discriminator = {{u"roomId"_s}, {}},
         .effect = Effect::Alone,
         .handler = joinRoom},
        {.name = u"sendMessage"_s,
         .discriminator = {{u"message"_s}, {}},
         .handler = sendMessage,
         .typedText = [](const QJsonArray &args) { return args.at(0)[u"message"_s]; },
         .inCurrentRoom = true},
    };
    dialect.renderEvent = renderEvent;
    return dialect;
}

} // namespace parlance
