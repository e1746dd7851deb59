// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/backend.h"

namespace parlance {

/// A database in one file. If it does not exist, it is created readable by its owner only; its
/// directory must exist.
std::unique_ptr<Backend> makeSqliteBackend(const QString &path, Synchronous synchronous);

} // namespace parlance
