// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/command.h"

namespace parlance {

/// The answer to a command for people: a table of "items", else a line for each field.
QString adminText(const admin::Command &command, const QJsonValue &answer);
/// The answer as one line of JSON, with a line feed.
QString adminJson(const QJsonValue &answer);

/// The text without what controls a terminal or hides in it: control and format characters, also
/// those that turn the direction of writing, become "\u{202e}", "\n" or "\t". So the text that
/// a user chose stays in its place of the output.
QString escapedForTerminal(const QString &text);
/// The cells below each other, as wide as the terminal shows them; the texts are escaped already.
QString alignedTable(const QList<QStringList> &rows);

} // namespace parlance
