// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/servercontrol.h"
#include "config.h"

namespace parlance {

/// Every key of the file with its value in force and where it comes from, and PARLANCE_JWT_SECRET:
/// whether it is set, never its value.
QList<Setting> settingsOf(const Config &config);

} // namespace parlance
