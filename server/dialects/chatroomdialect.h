// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

namespace parlance {

/// Dialect with public and private rooms and lists of online users.
Dialect chatroomDialect();

} // namespace parlance
