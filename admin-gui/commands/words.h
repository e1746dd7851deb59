// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

/// Words of the server in the operator's language.
namespace parlance::gui::words {

/// "user", "auditor", … by rank.
QStringList roles();
QString role(const QString &role);
/// "pending", "active", …
QStringList accountStates();
QString accountState(const QString &state);

} // namespace parlance::gui::words
