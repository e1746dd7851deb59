// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/legacy.h"

#include "dialects/native.h"
#include "domain/validation.h"

namespace parlance::legacy {

using namespace Qt::StringLiterals;

int statusOf(ErrorCode code)
{
    const int status = nativeStatus(code);
    return status == 409 ? 400 : status;
}

QJsonObject renderError(const Error &error)
{
    static const std::vector<ErrorRow> texts = {
        {ErrorCode::AuthenticationRequired, 0, u"Access denied. No token provided."_s},
        {ErrorCode::InvalidToken, 0, u"Invalid token"_s},
        {ErrorCode::SessionEnded, 0, u"Invalid token"_s},
        {ErrorCode::UserNotFound, 0, u"User not found"_s},
        {ErrorCode::RoomNotFound, 0, u"Room not found"_s},
    };
    const QString text = shownError(texts, error).message();
    return {{u"message"_s, text}, {u"error"_s, text}, {u"code"_s, errorName(error.code)}};
}

QJsonValue renderAck(const Reply &reply)
{
    return reply.body;
}

std::optional<RenderedEvent> renderSession(const Event &event)
{
    if (const auto *expiring = std::get_if<SessionExpiring>(&event))
        return RenderedEvent{u"session.expiring"_s,
                             QJsonObject{{u"expiresAt"_s, toIsoString(expiring->expiresAt)}}};
    if (std::holds_alternative<SessionsEnded>(event))
        return RenderedEvent{u"session.ended"_s, QJsonObject()};
    return {};
}

QString audienceId(const Announced &announced)
{
    if (!announced.roomId.isNull())
        return announced.roomId.toString();
    return announced.user.id.isNull() ? systemId : announced.user.id.toString();
}

std::optional<Announced> noticeOf(const Event &event)
{
    if (const auto *announced = std::get_if<Announced>(&event))
        return *announced;
    const auto *moderated = std::get_if<Moderated>(&event);
    return moderated ? std::optional(moderated->notice) : std::nullopt;
}

Dialect makeDialect(const QString &name)
{
    Dialect dialect;
    dialect.name = name;
    dialect.wantsEvent = wantsJoinedRooms;
    dialect.renderError = renderError;
    dialect.renderAck = renderAck;
    dialect.statusOf = statusOf;
    return dialect;
}

Route accountRoute(const QString &pattern, Handler handler, std::vector<ErrorRow> errors,
                   Discriminator discriminator)
{
    return {.method = http::Method::Post,
            .pattern = pattern,
            .discriminator = std::move(discriminator),
            .access = Access::Public,
            .rate = RateClass::Authentication,
            .handler = handler,
            .errors = std::move(errors)};
}

bool wantsJoinedRooms(const Event &event, const Subscription &subscription, UserId)
{
    const RoomId room = roomOf(event);
    return room.isNull() || subscription.includesRoom(room);
}

Result<void> requireOwnId(const Call &call, const QString &text)
{
    const Actor &actor = *call.caller.actor;
    const bool isOwn = text.compare(actor.userId.toString(), Qt::CaseInsensitive) == 0 ||
                       (!actor.alias.isEmpty() && text == actor.alias);
    return text.isEmpty() || isOwn ? Result<void>() : ErrorCode::Forbidden;
}

Result<void> requireOwnId(const Call &call, JsonReader &in, const QString &field)
{
    return requireOwnId(call, in.optionalString(field).value_or(QString()));
}

Result<void> requireOwnUsername(const Call &call, JsonReader &in, const QString &field)
{
    const QString name = in.optionalString(field).value_or(QString());
    const bool isOwn = name.isEmpty() || loginKey(name) == loginKey(call.caller.actor->username);
    return isOwn ? Result<void>() : ErrorCode::Forbidden;
}

Result<void> validOwn(const JsonReader &in, const Result<void> &own)
{
    return in.ok() ? own : in.error();
}

QString textOf(JsonReader &in, const QJsonObject &args, const QString &field)
{
    const QJsonValue value = args.value(field);
    if (value.isUndefined() || value.isNull())
        return {};
    if (value.isDouble())
        return QString::number(value.toInteger());
    return in.string(field);
}

ListPart listPart(JsonReader &in)
{
    ListPart part;
    part.limit = pageLimit(in, part.limit);
    const auto before = in.optionalId<MessageId>(u"before"_s);
    if (before)
        part.before = before->raw();
    return part;
}

void subscribe(CallingSocket &socket, RoomId room, const QString &name)
{
    if (!socket.subscription().rooms.contains(room))
        socket.enterRoom(room, name);
}

void postAndSubscribe(Services &services, const Call &call, const PostMessage &command,
                      const QString &name, Callback<StoredMessage> done)
{
    // Messages publishes the event after this answer.
    auto finish = [socket = call.socket, name,
                   done = std::move(done)](const Result<StoredMessage> &stored) {
        if (stored)
            subscribe(*socket, stored->message.roomId, name);
        done(stored);
    };
    services.messages.post(*call.caller.actor, command, std::move(finish));
}

void join(Services &services, const Call &call, RoomId room,
          const std::function<void(CallingSocket &, const Room &)> &enter, Respond respond)
{
    // Rooms announces a new member after this answer.
    auto finish = [=, &presence = services.presence,
                   respond = std::move(respond)](const Result<MembershipChange> &joined) {
        if (!joined)
            return respond(joined.error());
        enter(*call.socket, joined->room);
        if (!joined->changed)
            presence.announceEntered(call.caller.actor->user(), room);
        respond(
            Reply{QJsonObject{{u"_id"_s, room.toString()}, {u"name"_s, joined->room.name}}, 200});
    };
    services.rooms.join(*call.caller.actor, room, std::move(finish));
}

} // namespace parlance::legacy
