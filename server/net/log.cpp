// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/log.h"

namespace parlance::net {

Q_LOGGING_CATEGORY(lcNet, "parlance.net")

} // namespace parlance::net
