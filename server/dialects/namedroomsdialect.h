// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

namespace parlance {

/// Rooms by name, which come into being when they are first used.
Dialect namedRoomsDialect();

} // namespace parlance
