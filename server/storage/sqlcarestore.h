// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/carestatements.h"
#include "storage/dbexecutor.h"
#include "storage/statementrunner.h"

namespace parlance {

class SqlCareStore : public CareStore
{
public:
    SqlCareStore(StatementRunner &runner, const StatementCounters &counters,
                 const std::unique_ptr<DbExecutor> &executor, const BackupFacts &facts)
        : m_runner(runner)
        , m_counters(counters)
        , m_executor(executor)
        , m_facts(facts)
    {
    }
    void backUp(BackupTarget target, Callback<Backup> done) override
    {
        m_runner.care<statements::backUp>(std::move(done), std::move(target), m_facts);
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
    QList<StatementTime> statementTimes() const override { return m_counters.read(); }
    StorageLoad load() const override
    {
        if (!m_executor)
            return {};
        const DbExecutor::Figures figures = m_executor->figures();
        return {figures.writes, figures.reads, m_executor->lastCommitAt()};
    }

private:
    StatementRunner &m_runner;
    const StatementCounters &m_counters;
    const std::unique_ptr<DbExecutor> &m_executor;
    const BackupFacts &m_facts;
};

} // namespace parlance
