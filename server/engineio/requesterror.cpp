// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/requesterror.h"

#include <iterator>

namespace parlance::engineio {

http::Response errorResponse(RequestError error)
{
    static constexpr const char *messages[] = {
        "Transport unknown", "Session ID unknown", "Bad handshake method",
        "Bad request",       "Forbidden",          "Unsupported protocol version"};
    static_assert(std::size(messages) == size_t(RequestError::UnsupportedVersion) + 1);
    return errorResponse(error, messages[int(error)]);
}

http::Response errorResponse(RequestError error, const char *message)
{
    const QByteArray body =
        "{\"code\":" + QByteArray::number(int(error)) + ",\"message\":\"" + message + "\"}";
    return http::Response::json(body, error == RequestError::Forbidden ? 403 : 400);
}

http::Response tryLater(int status)
{
    http::Response response = errorResponse(RequestError::Forbidden, "Too many sessions");
    response.status = status;
    response.headers.set("Retry-After", "1");
    return response;
}

} // namespace parlance::engineio
