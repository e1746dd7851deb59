// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/command.h"

/// The help of `parlance-server admin`, from the table of commands.
namespace parlance {

/// Of all commands that start with `words`.
QString adminHelp(const QStringList &words);
QString adminHelp(const admin::Command &command);
/// A script for bash that completes commands, options, roles and states.
QString adminCompletion();

} // namespace parlance
