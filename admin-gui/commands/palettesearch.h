// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/palette.h"
#include "link/feed.h"

namespace parlance::gui {

/// What the server has found in one of its tables. Only for this folder.
struct Palette::Search
{
    QString nameCell;
    Subject subject = Subject::None;
    Feed feed;
    QList<Record> records = {};
};

} // namespace parlance::gui
