// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace parlance::engineio {

/// "parlance.engineio". Sids are secrets; neither they nor messages are ever logged.
Q_DECLARE_LOGGING_CATEGORY(lcEngineIo)

} // namespace parlance::engineio
