// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>

#include <functional>

namespace parlance {

/// Ends the statement that an open connection executes; it fails then. May be called on any thread
/// while the connection is open. Empty: QtSql was built with an SQLite of its own, whose functions
/// cannot be called; then a statement runs to its end.
std::function<void()> sqliteInterrupter(const QSqlDatabase &connection);

} // namespace parlance
