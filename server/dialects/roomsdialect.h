// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

namespace parlance {

/// Dialect with rooms by id.
Dialect roomsDialect();

} // namespace parlance
