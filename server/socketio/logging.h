// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace parlance::socketio {

/// "parlance.socketio". Tokens and arguments are never logged.
Q_DECLARE_LOGGING_CATEGORY(lcSocketIo)

} // namespace parlance::socketio
