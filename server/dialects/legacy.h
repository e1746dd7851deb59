// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"
#include "dialects/handlersupport.h"

/// Rules that the dialects of other backends share ("Common rules" of their contract).
namespace parlance::legacy {

/// The HTTP statuses that Express backends answer with: 400 for what the native API calls a
/// conflict.
int statusOf(ErrorCode code);
/// The same text as `message` and as `error`, because some clients read one and some the other.
QJsonObject renderError(const Error &error);
QJsonValue renderAck(const Reply &reply);
/// Renders the end of the session and its announcement; nothing for other events.
std::optional<RenderedEvent> renderSession(const Event &event);
/// The author of announcements, where a dialect shows an id: no user has it.
inline const QString systemId = QStringLiteral("000000000000000000000000");
/// Whom an announcement is for, where a dialect shows an id: its room, its user, or nobody's id.
QString audienceId(const Announced &announced);
/// What the event says in words; empty: it is none of that kind.
std::optional<Announced> noticeOf(const Event &event);
/// A dialect with the functions above; the caller adds its rows and renderEvent.
Dialect makeDialect(const QString &name);
/// The row of a registration or log-in: without a session, and counted as an attempt at a password.
Route accountRoute(const QString &pattern, Handler handler, std::vector<ErrorRow> errors,
                   Discriminator discriminator = {});

/// EventFilter: accepts events of the rooms that the connection has joined, and of its session.
bool wantsJoinedRooms(const Event &event, const Subscription &subscription, UserId self);

/// Ok if `text`, an id or alias, is the caller's own. Empty counts as absent. Forbidden.
Result<void> requireOwnId(const Call &call, const QString &text);
/// The same for an optional field.
Result<void> requireOwnId(const Call &call, JsonReader &in, const QString &field);
/// The same for a name: the handle. The error does not tell whether another user has that name.
Result<void> requireOwnUsername(const Call &call, JsonReader &in, const QString &field);
/// The reader's error, else that of `own`.
Result<void> validOwn(const JsonReader &in, const Result<void> &own);

/// The field as text; numbers are accepted, as these backends do. Empty if it is absent. Fails for
/// any other type.
QString textOf(JsonReader &in, const QJsonObject &args, const QString &field);
/// Length of an unpaged list; Limits::listSize is the same.
constexpr int listSize = 1000;
/// The parameters `limit` and `before` of a list.
struct ListPart
{
    int limit = listSize;
    std::optional<RawId> before;

    template <class IdType>
    std::optional<IdType> beforeId() const
    {
        return before ? std::optional(IdType(*before)) : std::nullopt;
    }
};
ListPart listPart(JsonReader &in);

/// Joins the room for the user; `enter` subscribes the connection, so that it receives the
/// announcement too.
void join(Services &services, const Call &call, RoomId room,
          const std::function<void(CallingSocket &, const Room &)> &enter, Respond respond);

/// Subscribes the connection to the room; `name`: as its client writes it. No effect if it is
/// already subscribed.
void subscribe(CallingSocket &socket, RoomId room, const QString &name);
/// Posts an event's message. Its connection is subscribed to the room from its first accepted
/// message there, which it therefore receives itself.
void postAndSubscribe(Services &services, const Call &call, const PostMessage &command,
                      const QString &name, Callback<StoredMessage> done);

} // namespace parlance::legacy
