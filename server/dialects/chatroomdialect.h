// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

namespace parlance {

/// Public and private rooms with lists of who is online.
Dialect chatroomDialect();

} // namespace parlance
