// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/column.h"

#include <QDateTime>
#include <QString>

/// How values read on screen, in the language and the time zone of this computer.
namespace parlance::gui::format {

QString count(double value);
/// "0.2/s"
QString rate(double perSecond);
QString bytes(double value);
/// "24 µs", "3.1 ms", "1.2 s"
QString latency(double milliseconds);
/// "2 h 5 min", of the two largest units.
QString duration(qint64 seconds);
/// "2 h ago", "in 5 min", "now"
QString relative(const QDateTime &time, const QDateTime &now);
/// Local date and time with seconds.
QString exact(const QDateTime &time);
/// From ISO 8601; invalid: it is none.
QDateTime timeOf(const QVariant &value);

/// What a cell shows.
QString cell(Column::Kind kind, const QVariant &value, const QDateTime &now);
/// What its tool tip adds; empty: nothing.
QString toolTip(Column::Kind kind, const QVariant &value);
/// For the clipboard and CSV: plain numbers, times in UTC.
QString plain(Column::Kind kind, const QVariant &value);

} // namespace parlance::gui::format
