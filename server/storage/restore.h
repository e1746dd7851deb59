// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/backupfile.h"

namespace parlance {

/// What a backup, or the database of a stopped server, holds; checks all of it and changes nothing.
/// `like` is a database of the same kind. The errors are those of CareStore::inspectBackup().
Result<BackupContents> inspectBackupFile(const Database &like, const QString &path);

struct Restored
{
    BackupContents contents;
    /// What the database that was there is called now; empty: there was none.
    QString replaced;
};

/// Puts a copy of the file in the place of the database, which must not be in use. Its end may come
/// at any moment: the database is the old one or the new one, never a mixture. The new one keeps
/// the header of a backup until finishRestore(). Besides the errors of inspectBackupFile():
/// Conflict: somebody uses the database. StorageFailed.
Result<Restored> restoreDatabase(const Backend &database, const QString &path, Timestamp now);

/// Finishes a restore, also one that was killed: if the database still has the header of a backup,
/// `takeSecret` receives the secret of its tokens, and then the header is removed. Before anything
/// else uses the database, at every start.
Result<void> finishRestore(const Backend &database,
                           const std::function<Result<void>(const QByteArray &)> &takeSecret);

} // namespace parlance
