// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/backend.h"

namespace parlance {

/// The database in `directory`: the only place that knows its kind.
std::unique_ptr<Backend> makeBackend(const QString &directory, Synchronous synchronous);

} // namespace parlance
