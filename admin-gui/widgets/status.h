// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QString>

namespace parlance::gui {

/// How a word with a meaning looks: icon, word, colour, of which each says it alone.
struct Status
{
    theme::Meaning meaning = theme::Meaning::Neutral;
    /// Of icons/; empty: none.
    QString icon = {};
    /// In the operator's language.
    QString word = {};
};

/// Of a word of the server: "active", "suspended", "websocket", "not_recovered". Unknown words are
/// neutral and have no icon.
Status statusOf(const QString &word);

} // namespace parlance::gui
