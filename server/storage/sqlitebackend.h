// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/backend.h"

namespace parlance {

/// One file, made readable by its owner only if it is not there. Its directory must be.
std::unique_ptr<Backend> makeSqliteBackend(const QString &path, Synchronous synchronous);

} // namespace parlance
