// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/backend.h"

namespace parlance {

/// The database of the data in `directory`: the one place that knows which kind it is.
std::unique_ptr<Backend> makeBackend(const QString &directory, Synchronous synchronous);

} // namespace parlance
