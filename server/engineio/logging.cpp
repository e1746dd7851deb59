// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/logging.h"

namespace parlance::engineio {

Q_LOGGING_CATEGORY(lcEngineIo, "parlance.engineio", QtInfoMsg)

} // namespace parlance::engineio
