// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stores/carestore.h"

/// The names of backups, and the files of those names in a directory.
namespace parlance::backups {

/// The end of the names that the server itself gives.
QString suffix();
/// "scheduled-", "before-schema-": who names a backup must not begin like this.
QString scheduledPrefix();
QString upgradePrefix();

/// Of the backups beside `written` whose names begin like this, `keep` stay: `written`, and of the
/// others the newest by name. Does nothing if `prefix` is empty.
void prune(const QString &written, const QString &prefix, int keep);
/// The newest by name. Its time is that of the name, else that of the file.
std::optional<BackupFile> newest(const QString &directory, const QString &prefix);

} // namespace parlance::backups
