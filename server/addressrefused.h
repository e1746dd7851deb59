// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"
#include "shared/error.h"

namespace parlance {

/// The answer, 403, to any request from a banned address: in the form of Engine.IO below
/// /socket.io, else in that of the API that the path belongs to.
http::Response addressRefused(const http::Request &request, const Error &error);

} // namespace parlance
