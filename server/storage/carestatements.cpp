// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/carestatements.h"

#include "shared/durablefile.h"
#include "storage/backupdirectory.h"
#include "storage/restore.h"
#include "storage/rows.h"

#include <QFileInfo>

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

TableSize tableSize(Cursor &row)
{
    return TableSize{row.text(), row.integer(), row.integer(), row.integer()};
}

} // namespace

Result<Backup> backUp(Database &db, const BackupTarget &target, const BackupFacts &facts)
{
    return writeBackup(db, target, facts);
}

Result<BackupContents> inspectBackup(Database &db, const QString &path)
{
    return inspectBackupFile(db, path);
}

Result<std::optional<BackupFile>> findNewestBackup(Database &, const QString &directory,
                                                   const QString &prefix)
{
    removePartialFiles(directory);
    return backups::newest(directory, prefix);
}

Result<IntegrityReport> checkIntegrity(Database &db, bool full)
{
    const auto begin = std::chrono::steady_clock::now();
    IntegrityReport report{full, findingsOf(db, full ? "integrity_check" : "quick_check")};
    const auto broken = full ? db.backend().findBrokenReference(db) : std::nullopt;
    if (broken)
        report.findings.append(u"rows of the table %1 refer to missing ones"_s.arg(*broken));
    // A database that cannot be read any more is a finding too, unless the check was stopped.
    if (db.failure() && !(db.interrupts() && db.interrupts()->isStopped())) {
        report.findings.append(db.failureText());
        db.clearFailure();
    }
    report.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begin);
    return report;
}

Result<QList<TableSize>> measureTables(Database &db)
{
    if (!db.exists("can_measure_tables"))
        return QList<TableSize>();
    return rows::all(db.query("list_table_sizes"), tableSize);
}

Result<StorageSizes> measureStorage(Database &db, const Limits &)
{
    return StorageSizes{db.number("measure_database"),
                        QFileInfo(db.backend().place() + u"-wal"_s).size(),
                        db.number("find_free_bytes"), db.number("find_schema_version")};
}

} // namespace parlance::statements
