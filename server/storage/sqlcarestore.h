// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/carestatements.h"
#include "storage/dbexecutor.h"
#include "storage/statementrunner.h"

namespace parlance {

/// What the store shows of itself. All outlive it.
struct CareSources
{
    const StatementCounters *counters = nullptr;
    const std::unique_ptr<DbExecutor> *executor = nullptr;
    BackupFacts facts = {};
};

class SqlCareStore : public CareStore
{
public:
    explicit SqlCareStore(StatementRunner &runner, CareSources sources = {})
        : m_runner(runner)
        , m_sources(std::move(sources))
    {
    }
    void backUp(BackupTarget target, Callback<Backup> done) override
    {
        m_runner.care<statements::backUp>(std::move(done), std::move(target), m_sources.facts);
    }
    void inspectBackup(QString path, Callback<BackupContents> done) override
    {
        m_runner.care<statements::inspectBackup>(std::move(done), std::move(path));
    }
    void findNewestBackup(QString directory, QString prefix,
                          Callback<std::optional<BackupFile>> done) override
    {
        m_runner.care<statements::findNewestBackup>(std::move(done), std::move(directory),
                                                    std::move(prefix));
    }
    void checkIntegrity(bool full, Callback<IntegrityReport> done) override
    {
        m_runner.care<statements::checkIntegrity>(std::move(done), full);
    }
    void measureTables(Callback<QList<TableSize>> done) override
    {
        m_runner.care<statements::measureTables>(std::move(done));
    }
    void measureStorage(Callback<StorageSizes> done) override
    {
        m_runner.read<statements::measureStorage>(std::move(done));
    }
    QList<StatementTime> statementTimes() const override
    {
        return m_sources.counters ? m_sources.counters->read() : QList<StatementTime>();
    }
    StorageLoad load() const override
    {
        if (!m_sources.executor || !*m_sources.executor)
            return {};
        const DbExecutor &executor = **m_sources.executor;
        const DbExecutor::Figures figures = executor.figures();
        return {figures.writes, figures.reads, executor.lastCommitAt()};
    }

private:
    StatementRunner &m_runner;
    CareSources m_sources;
};

} // namespace parlance
