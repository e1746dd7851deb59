// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"

namespace parlance::engineio {

/// The reference server's error codes.
enum class RequestError {
    TransportUnknown = 0,
    SessionUnknown = 1,
    BadHandshakeMethod = 2,
    BadRequest = 3,
    Forbidden = 4,
    UnsupportedVersion = 5
};

/// {code, message} with its status: 400, or 403 for Forbidden.
http::Response errorResponse(RequestError error);
/// With another message than the reference's, where that would leave a developer guessing.
http::Response errorResponse(RequestError error, const char *message);

/// With Retry-After: there is no room for a session now. 429 or 503.
http::Response tryLater(int status);

} // namespace parlance::engineio
