// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"
#include "domain/administration.h"

namespace parlance {

/// Who runs the command of this call, and why. `call.admin` and its caller's actor are set.
AdminAction adminAction(const Call &call);

} // namespace parlance
