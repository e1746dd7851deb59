// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "dialects/dialect.h"
#include "shared/jsonreader.h"

#include <algorithm>
#include <limits>

/// Helpers that keep handlers short: read the arguments, refuse bad ones, call the service.
namespace parlance {

inline JsonReader reader(const Call &call)
{
    return JsonReader(call.args,
                      call.textual ? JsonReader::Source::Text : JsonReader::Source::Json);
}

/// Number of items on a page, as requested; the services keep it within their limits.
inline int pageLimit(JsonReader &in, int standard)
{
    const qint64 most = std::numeric_limits<int>::max();
    return int(std::clamp<qint64>(in.optionalInteger(QStringLiteral("limit")).value_or(standard), 1,
                                  most));
}

/// Converts a service's result into the caller's answer: an error passes through, a value is
/// rendered.
template <class T, class Render>
Callback<T> answer(Respond respond, Render render, int status = 200)
{
    return [respond = std::move(respond), render = std::move(render),
            status](const Result<T> &result) {
        if (result)
            respond(Reply{render(*result), status});
        else
            respond(result.error());
    };
}

/// Renders a list without an envelope.
template <class T, class Render>
auto arrayOf(Render render)
{
    return [render](const QList<T> &items) {
        QJsonArray list;
        for (const T &item : items)
            list.append(render(item));
        return list;
    };
}

/// The same for services without a result: answers an empty object.
inline Callback<void> answerDone(Respond respond)
{
    return [respond = std::move(respond)](const Result<void> &result) {
        if (result)
            respond(Reply{QJsonObject(), 200});
        else
            respond(result.error());
    };
}

/// Answers who is online in a room that was found. NotMember: an invited user finds the room, but
/// may not see yet who is in it.
template <class Render>
auto answerOnline(const Presence &presence, Respond respond, Render render)
{
    return [&presence, done = answer<QList<UserRef>>(std::move(respond), std::move(render))](
               const Result<RoomView> &found) {
        if (!found)
            return done(found.error());
        if (!found->role && found->room.kind != RoomKind::Public)
            return done(ErrorCode::NotMember);
        done(presence.onlineIn(found->room.id));
    };
}

/// Calls a method of a service for the caller, unless an argument of `in` is invalid.
template <class Service, class Method, class Command, class Done>
void callWith(Service &service, Method method, const Call &call, const JsonReader &in,
              const Command &command, Done done)
{
    if (!in.ok())
        return done(in.error());
    (service.*method)(*call.caller.actor, command, std::move(done));
}

} // namespace parlance
