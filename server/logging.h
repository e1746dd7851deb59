// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>

namespace parlance {

Q_DECLARE_LOGGING_CATEGORY(lcServer)

/// Sends all of Qt's logging to stderr, one line a message: time, level, category, text; as text or
/// as one JSON object. Control characters are escaped, so that logged text cannot forge a line.
/// `level`: "debug", "info", "warning" or "error". Call once, before other threads start.
void installLogging(bool json, const QString &level);
/// The same levels; at any time.
void setLogLevel(const QString &level);

} // namespace parlance
