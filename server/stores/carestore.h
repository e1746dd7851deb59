// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/clock.h"
#include "stores/storerole.h"

#include <QList>
#include <QStringList>

#include <chrono>
#include <optional>

namespace parlance {

/// What a backup holds.
struct BackupContents
{
    /// Of the server that wrote it; empty: it is a plain copy of a database.
    QString version = {};
    /// Empty: not known.
    std::optional<Timestamp> createdAt = {};
    qint64 schema = 0;
    qint64 messages = 0;
    /// The commit position of its last change.
    qint64 position = 0;
    /// Whether the secret of the tokens is in it, so that sessions stay valid.
    bool hasSecret = false;
};

struct Backup
{
    QString path = {};
    qint64 bytes = 0;
    std::chrono::milliseconds duration{0};
    BackupContents contents = {};
};

/// Where a backup goes.
struct BackupTarget
{
    /// Absolute.
    QString path = {};
    /// Replaces a file of this name.
    bool replaces = false;
    /// Makes the directory if it is missing (mode 0700).
    bool makesDirectory = false;
    /// Afterwards, of the files in its directory whose names begin like this, the newest `keep`
    /// stay, by name; empty: all.
    QString keepPrefix = {};
    int keep = 0;
    /// It must not stand in this directory; empty: anywhere.
    QString apartFrom = {};
    /// Only tells the path and, about, the size.
    bool dryRun = false;
};

/// A file in the directory of the backups.
struct BackupFile
{
    QString path = {};
    Timestamp createdAt = {};
    qint64 bytes = 0;
};

struct IntegrityReport
{
    bool full = false;
    /// What is wrong, at most 100 lines; empty: nothing.
    QStringList findings = {};
    std::chrono::milliseconds duration{0};
};

struct TableSize
{
    QString name = {};
    qint64 rows = 0;
    /// With its indexes.
    qint64 bytes = 0;
    qint64 indexBytes = 0;
};

struct StorageSizes
{
    /// Of the database, its log, and the part of the database that is not in use.
    qint64 databaseBytes = 0;
    qint64 logBytes = 0;
    qint64 freeBytes = 0;
    qint64 schema = 0;
};

/// What one statement of the catalogue took since the server started, over all connections.
struct StatementTime
{
    QString name = {};
    quint64 calls = 0;
    /// From its start until its last row was read.
    std::chrono::nanoseconds total{0};
    std::chrono::nanoseconds longest{0};
};

struct StorageLoad
{
    /// Calls that wait for an answer.
    qsizetype writes = 0;
    qsizetype reads = 0;
    /// Of the last transaction that was committed; empty: none yet.
    std::optional<Timestamp> lastCommitAt = {};
};

/// The care of the storage itself. backUp(), inspectBackup(), checkIntegrity() and measureTables()
/// may take minutes: they run one after another on a thread of their own, beside everything else,
/// and are stopped (ShuttingDown) when the store stops.
class CareStore : public StoreRole
{
public:
    /// Every change that was answered before is in it. The file has mode 0600 and is complete and
    /// checked, or absent. Conflict: there is a file of this name. ValidationFailed: the directory
    /// is missing, or must not be used. StorageFailed: it cannot be written; the detail says why.
    virtual void backUp(BackupTarget target, Callback<Backup> done) = 0;
    /// Reads and checks everything in it. ValidationFailed: it is no backup; the detail says why.
    /// Conflict: a newer release wrote it.
    virtual void inspectBackup(QString path, Callback<BackupContents> done) = 0;
    /// The newest backup whose name begins with `prefix`; nothing: none. Removes what killed
    /// processes have left half done.
    virtual void findNewestBackup(QString directory, QString prefix,
                                  Callback<std::optional<BackupFile>> done) = 0;
    /// `full` also compares the indexes with their tables, and checks references.
    virtual void checkIntegrity(bool full, Callback<IntegrityReport> done) = 0;
    /// Reads the whole database. Empty: the database cannot tell. The largest first.
    virtual void measureTables(Callback<QList<TableSize>> done) = 0;
    virtual void measureStorage(Callback<StorageSizes> done) = 0;
    /// The one that took most comes first. May be called on any thread.
    virtual QList<StatementTime> statementTimes() const = 0;
    virtual StorageLoad load() const = 0;
};

} // namespace parlance
