// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/records.h"

namespace parlance::gui {

/// What a command would do, from the answer to its dry run: "ends 3 sessions", "removes 214
/// messages". Empty: it counts nothing.
QStringList figuresOf(const QString &command, const Cells &answer);

} // namespace parlance::gui
