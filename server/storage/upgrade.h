// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/backupfile.h"
#include "storage/migrator.h"

namespace parlance {

struct UpgradeOptions
{
    /// Where the backup before an upgrade goes; empty: there is none.
    QString backupDirectory = {};
    /// Makes that directory if it is missing.
    bool makesDirectory = false;
    BackupFacts facts = {};
};

/// Migrates the schema as migrate() does. Before it changes a database with data, it backs that up;
/// if that fails, nothing is changed. The newest two of these backups stay. Blocks. The errors are
/// those of migrate(); the detail says how to go back.
Result<void> upgrade(Database &database, const QList<Migration> &migrations,
                     const UpgradeOptions &options);

} // namespace parlance
