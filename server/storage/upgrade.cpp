// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/upgrade.h"

#include "storage/backupdirectory.h"

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr int KeptBackups = 2;

// Empty: there is nothing to back up, or no backup is wanted.
Result<QString> backUpBefore(Database &database, qint64 from, qint64 to,
                             const UpgradeOptions &options)
{
    if (options.backupDirectory.isEmpty() || from == 0 || from >= to)
        return QString();
    const QString path = u"%1/%2%3%4"_s.arg(options.backupDirectory, backups::upgradePrefix())
                             .arg(to, 4, 10, QChar(u'0'))
                             .arg(backups::suffix());
    const auto backup = writeBackup(database,
                                    {.path = path,
                                     .replaces = true,
                                     .makesDirectory = options.makesDirectory,
                                     .keepPrefix = backups::upgradePrefix(),
                                     .keep = KeptBackups},
                                    options.facts);
    if (backup) {
        qCInfo(lcStorage, "before the upgrade from schema version %lld to %lld, backed up to %ls",
               from, to, qUtf16Printable(path));
        return path;
    }
    return Error::of(ErrorCode::StorageFailed,
                     u"nothing was changed, because the backup before the upgrade failed: %1; make "
                     "room for it, or set storage.backup_before_upgrade = false"_s.arg(
                         backup.error().message()));
}

} // namespace

Result<void> upgrade(Database &database, const QList<Migration> &migrations,
                     const UpgradeOptions &options)
{
    const qint64 newest = migrations.isEmpty() ? 0 : migrations.last().version;
    database.exec("create_schema_migrations");
    const qint64 present = database.number("find_schema_version");
    const auto backup = backUpBefore(database, present, newest, options);
    if (!backup)
        return backup.error();
    const auto migrated = migrate(database, migrations, database.now());
    if (migrated || migrated.error().code != ErrorCode::StorageFailed || present == 0)
        return migrated;
    QString detail = migrated.error().detail + u"; the data are as before, of schema version "_s +
                     QString::number(present) + u": the former release can use them"_s;
    if (!backup->isEmpty())
        detail += u"; there is a backup too, see: parlance-server restore "_s + *backup;
    return Error::of(migrated.error().code, detail);
}

} // namespace parlance
