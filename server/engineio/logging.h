// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace parlance::engineio {

/// "parlance.engineio". Sids are secrets and are never logged, nor are messages.
Q_DECLARE_LOGGING_CATEGORY(lcEngineIo)

} // namespace parlance::engineio
