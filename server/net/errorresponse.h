// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"

namespace parlance::net {

/// {"error":{"code":…,"message":…},"message":…} with the code that fits the status; for refusals
/// that come before any dialect is known. `message` is English and never holds what the client
/// sent.
http::Response errorResponse(int status, const char *message);
/// The same where the target is known, if it is not empty: outside the native API, `error` is the
/// text, as clients of the other dialects read it.
http::Response errorResponse(int status, const char *message, const QByteArray &target);

} // namespace parlance::net
