// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backups.h"
#include "app/retention.h"

namespace parlance {

struct StorageStatus
{
    StorageSizes sizes = {};
    /// The largest first; empty: not known.
    QList<TableSize> tables = {};
    /// Empty: not yet.
    std::optional<Timestamp> tablesMeasuredAt = {};
    QList<StatementTime> statements = {};
    StorageLoad load = {};
    BackupState backups = {};
    int retentionDays = 0;
    /// Rooms with a value of their own.
    QList<RoomRetention> retentions = {};
    std::optional<RetentionRun> lastRetention = {};
};

/// How the storage is. Event loop only.
class StorageCare
{
public:
    /// All outlive it.
    StorageCare(CareStore &store, const Backups &backups, Retention &retention, Clock clock);

    /// The sizes of the tables are up to a minute old, and older while a backup or a check runs.
    void status(Callback<StorageStatus> done);
    /// See CareStore::checkIntegrity(). Conflict: a check runs already.
    void checkIntegrity(bool full, Callback<IntegrityReport> done);

private:
    bool shouldMeasure() const;
    void addTables(StorageStatus status, Callback<StorageStatus> done);
    void finish(StorageStatus status, Callback<StorageStatus> done) const;

    CareStore &m_store;
    const Backups &m_backups;
    Retention &m_retention;
    Clock m_clock;
    bool m_isChecking = false;
    bool m_isMeasuring = false;
    QList<TableSize> m_tables;
    std::optional<Timestamp> m_measuredAt;
};

} // namespace parlance
