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
/// With a more specific message than the reference server's, to help developers.
http::Response errorResponse(RequestError error, const char *message);

/// With Retry-After: no further session is accepted now. 429 or 503.
http::Response tryLater(int status);

} // namespace parlance::engineio
