// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/backend.h"

namespace parlance {

Q_LOGGING_CATEGORY(lcStorage, "parlance.storage")

} // namespace parlance
