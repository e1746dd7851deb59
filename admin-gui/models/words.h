// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace parlance::gui {

/// How a word of the server reads in the operator's language: "websocket" is "WebSocket",
/// "not_recovered" is "Not recovered". Unknown words are made readable, not translated.
QString shownWord(const QString &word);

} // namespace parlance::gui
