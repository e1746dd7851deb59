// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

namespace parlance {

/// Dialect with rooms by name, which are created when they are first used.
Dialect namedRoomsDialect();

} // namespace parlance
