// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"

namespace parlance {

/// The token of a request: `Authorization: Bearer TOKEN` (RFC 6750), else the header
/// `access_token`; empty if there is neither.
QString tokenFromHeaders(const http::Headers &headers);

} // namespace parlance
