// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "storage/backupfile.h"

/// The care of the storage itself. See accountstatements.h.
namespace parlance::statements {

Result<Backup> backUp(Database &db, const BackupTarget &target, const BackupFacts &facts);
Result<BackupContents> inspectBackup(Database &db, const QString &path);
Result<std::optional<BackupFile>> findNewestBackup(Database &db, const QString &directory,
                                                   const QString &prefix);
Result<IntegrityReport> checkIntegrity(Database &db, bool full);
Result<QList<TableSize>> measureTables(Database &db);
Result<StorageSizes> measureStorage(Database &db, const Limits &limits);

} // namespace parlance::statements
