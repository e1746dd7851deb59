// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storagecare.h"

namespace parlance {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Measuring reads the whole database.
constexpr auto tablesStay = 1min;

} // namespace

StorageCare::StorageCare(CareStore &store, const Backups &backups, Retention &retention,
                         Clock clock)
    : m_store(store)
    , m_backups(backups)
    , m_retention(retention)
    , m_clock(std::move(clock))
{
}

void StorageCare::status(Callback<StorageStatus> done)
{
    auto listed = [this,
                   done = std::move(done)](const Result<QList<RoomRetention>> &retentions) mutable {
        if (!retentions)
            return done(retentions.error());
        StorageStatus status;
        status.retentions = *retentions;
        m_store.measureStorage(
            [this, status, done = std::move(done)](const Result<StorageSizes> &sizes) mutable {
                if (!sizes)
                    return done(sizes.error());
                status.sizes = *sizes;
                addTables(std::move(status), std::move(done));
            });
    };
    m_retention.list(std::move(listed));
}

bool StorageCare::shouldMeasure() const
{
    // It would wait for these.
    const bool isBusy = m_isMeasuring || m_isChecking || m_backups.state().isRunning;
    return !isBusy && (!m_measuredAt || m_clock() - *m_measuredAt >= tablesStay);
}

void StorageCare::addTables(StorageStatus status, Callback<StorageStatus> done)
{
    if (!shouldMeasure())
        return finish(std::move(status), std::move(done));
    m_isMeasuring = true;
    m_store.measureTables([this, status = std::move(status),
                           done = std::move(done)](const Result<QList<TableSize>> &tables) mutable {
        m_isMeasuring = false;
        if (!tables)
            return done(tables.error());
        m_tables = *tables;
        m_measuredAt = m_clock();
        finish(std::move(status), std::move(done));
    });
}

void StorageCare::finish(StorageStatus status, Callback<StorageStatus> done) const
{
    status.tables = m_tables;
    status.tablesMeasuredAt = m_measuredAt;
    status.statements = m_store.statementTimes();
    status.load = m_store.load();
    status.backups = m_backups.state();
    status.retentionDays = m_retention.days();
    status.lastRetention = m_retention.lastRun();
    done(status);
}

void StorageCare::checkIntegrity(bool full, Callback<IntegrityReport> done)
{
    if (m_isChecking)
        return done(Error::of(ErrorCode::Conflict, u"The storage is being checked already"_s));
    m_isChecking = true;
    m_store.checkIntegrity(full,
                           [this, done = std::move(done)](const Result<IntegrityReport> &report) {
                               m_isChecking = false;
                               done(report);
                           });
}

} // namespace parlance
