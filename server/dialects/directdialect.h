// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

namespace parlance {

/// Dialect with direct messages from one user to another.
Dialect directDialect();

} // namespace parlance
