// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

namespace parlance {

/// Rooms by id.
Dialect roomsDialect();

} // namespace parlance
