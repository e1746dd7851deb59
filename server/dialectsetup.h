// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config.h"
#include "dialects/dialect.h"

#include <vector>

namespace parlance {

/// The native API, then the enabled dialects.
std::vector<Dialect> makeDialects(const Config &config);

} // namespace parlance
