// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/logging.h"

namespace parlance::socketio {

Q_LOGGING_CATEGORY(lcSocketIo, "parlance.socketio", QtInfoMsg)

} // namespace parlance::socketio
