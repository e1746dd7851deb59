// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"

#include <functional>

namespace parlance::statements {

/// The writer's background work: purging the messages of deleted rooms, deleting client ids after a
/// day, mutes and bans that have ended. Empty: nothing to do now.
std::function<void(Database &)> nextChore(WriteContext &writer);

Result<void> ping(Database &db, WriteContext &);

} // namespace parlance::statements
