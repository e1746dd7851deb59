// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/command.h"

namespace parlance::admin {

/// Every command, in the order of the help.
const std::vector<Command> &commands();
/// Null: there is no such command.
const Command *findCommand(const QString &name);

} // namespace parlance::admin
