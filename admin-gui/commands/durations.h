// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Lengths of time as the server's commands take them: "90s", "30m", "12h", "7d", "2w".
namespace parlance::gui::durations {

/// Without spaces and capitals; "": it is no such length, or over 100 years.
QString normalized(const QString &typed);
/// "2 hours"; of what normalized() has given.
QString text(const QString &duration);
/// A time with a zone ("2026-01-31T09:00:00Z"), or a date of this computer's calendar; as the
/// server takes it, "": it is none.
QString timeFrom(const QString &typed);

} // namespace parlance::gui::durations
