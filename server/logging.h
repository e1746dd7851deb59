// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/logring.h"

#include <QLoggingCategory>
#include <QString>

namespace parlance {

Q_DECLARE_LOGGING_CATEGORY(lcServer)

/// Sends all of Qt's logging to stderr, one line a message: time, level, category, text; as text or
/// as one JSON object. Control characters are escaped, so that logged text cannot forge a line. The
/// last lines are also kept in a ring. As long as it lives; one at a time. It begins and ends while
/// no other thread logs.
class Logging
{
public:
    /// `level`: "debug", "info", "warning" or "error". The ring outlives it.
    Logging(bool json, const QString &level, LogRing &ring);
    ~Logging();
    Q_DISABLE_COPY_MOVE(Logging)
};

/// The same levels; at any time.
void setLogLevel(const QString &level);

} // namespace parlance
