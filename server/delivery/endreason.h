// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delivery/connection.h"

namespace parlance {

/// The reason's name in figures and lists, e.g. "ping_timeout".
const char *endReasonName(EndReason reason);
/// The same reason, as one among all.
EndReason endReasonOf(DisconnectReason reason);

} // namespace parlance
