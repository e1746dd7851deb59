// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/column.h"
#include "pages/page.h"

/// Columns and jumps of the lists of the moderation page.
namespace parlance::gui::moderation {

Columns reportColumns();
Columns reportFacts();
Columns approvalColumns();
Columns suspensionColumns();
Columns accountFacts();
Columns banColumns();
Columns muteColumns();
Columns roomBanColumns();
/// Of bans and mutes.
Columns limitFacts();

/// To the user and the room of a row, where it names them.
QList<std::pair<QString, Place>> placesOf(const Cells &cells);
/// "until 3 May 14:00:00", "without end"
QString endOf(const Cells &cells);

} // namespace parlance::gui::moderation
