// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"
#include "dialects/handlersupport.h"

/// What the dialects of other backends have in common ("Common rules" of their contract).
namespace parlance::legacy {

/// The HTTP statuses that Express backends answer with: 400 for what the native API calls a
/// conflict.
int statusOf(ErrorCode code);
/// The same text as `message` and as `error`: some clients read the one, some the other.
QJsonObject renderError(const Error &error);
QJsonValue renderAck(const Reply &reply);
/// That the session ends, or will; nothing for other events.
std::optional<RenderedEvent> renderSession(const Event &event);
/// A dialect with the above; its rows and renderEvent are still to come.
Dialect makeDialect(const QString &name);

/// EventFilter: what happens in the rooms that the connection has joined, and to its session.
bool wantsJoinedRooms(const Event &event, const Subscription &subscription, UserId self);

/// Ok if `text`, an id or alias, is the caller's own. Empty counts as not said. Forbidden.
Result<void> requireOwnId(const Call &call, const QString &text);
/// The same for a name: the handle. Nobody else's is told apart from nobody's.
Result<void> requireOwnUsername(const Call &call, const QString &name);

/// The field as text, numbers too, as these backends read it; empty if it is not there. Another
/// type fails.
QString textOf(JsonReader &in, const QJsonObject &args, const QString &field);
/// Of a whole list; Limits::listSize is as large.
constexpr int listSize = 1000;
/// `limit` and `before` of a list.
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

/// A list without an envelope.
template <class T, class Render>
auto arrayOf(Render render)
{
    return [render](const QList<T> &items) {
        QJsonArray list;
        for (const T &item : items)
            list.append(render(item));
        return QJsonValue(list);
    };
}

/// Joins the room for the user; `enter` does so for the connection, which wantsEvent the
/// announcement too.
void join(Services &services, const Call &call, RoomId room,
          const std::function<void(CallingSocket &, const Room &)> &enter, Respond respond);

/// The connection wantsEvent the room from now on; `name`: as its client writes it. Where it
/// wantsEvent it already, nothing changes.
void subscribe(CallingSocket &socket, RoomId room, const QString &name);
/// Posts an event's message. Its connection wantsEvent the room from the first message on that is
/// accepted there: this one comes to it too.
void postAndSubscribe(Services &services, const Call &call, const PostMessage &command,
                      const QString &name, Callback<StoredMessage> done);

} // namespace parlance::legacy
