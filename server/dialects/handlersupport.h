// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "dialects/dialect.h"
#include "shared/jsonreader.h"

#include <algorithm>
#include <limits>

/// Helpers that keep a handler at three lines.
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

/// Registers, unless an argument of `in` is invalid.
template <class Render>
void registerWith(Services &services, const JsonReader &in, const RegisterAccount &command,
                  Respond respond, Render render)
{
    if (!in.ok())
        return respond(in.error());
    services.accounts.registerAccount(command,
                                      answer<LoggedIn>(std::move(respond), std::move(render), 201));
}

/// Logs in, unless an argument of `in` is invalid.
template <class Render>
void logInWith(Services &services, const JsonReader &in, const LogIn &command, Respond respond,
               Render render, int status = 200)
{
    if (!in.ok())
        return respond(in.error());
    services.accounts.logIn(command,
                            answer<LoggedIn>(std::move(respond), std::move(render), status));
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

} // namespace parlance
