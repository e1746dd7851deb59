// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/command.h"

/// Lists as CSV (RFC 4180), for spreadsheets and log collectors.
namespace parlance {

/// The names of the columns (Command::csvColumns), with the line's end.
QString csvHeader(const admin::Command &command);
/// A text that a spreadsheet would run as a formula gets an apostrophe before it. Characters that
/// control a terminal or hide are escaped as in the table, so a record is one line.
QString csvRecord(const admin::Command &command, const QJsonObject &item);

} // namespace parlance
