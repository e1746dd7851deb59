// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"
#include "shared/error.h"

namespace parlance::net {

/// {"error":{"code":…,"message":…},"message":…} with the code for the status; for refusals before
/// any dialect is known. `message` is English and never contains client input.
http::Response errorResponse(int status, const char *message);
/// The same with a known target, if it is not empty: outside the native API `error` is the text, as
/// clients of the other dialects expect.
http::Response errorResponse(int status, const char *message, const QByteArray &target);
/// The same of an error that has a text of its own; the caller has escaped nothing.
http::Response errorResponse(int status, const Error &error, const QByteArray &target);

} // namespace parlance::net
