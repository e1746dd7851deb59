// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/careworker.h"

#include <thread>

namespace parlance {

struct ExecutorOptions
{
    /// Limit of unanswered calls, for writes and for reads each; further ones answer Overloaded.
    qsizetype queueLimit = 10'000;
    /// Maximum number of jobs in one transaction.
    size_t batchLimit = 1000;
    int readers = 2;
};

/// Runs jobs on storage threads: one writer, a few readers, and one for work that takes long.
/// Belongs to one thread, on which every job is answered exactly once, never inside the call.
/// Writes are answered in the order of the calls, except Overloaded and ShuttingDown. A job's work
/// must not access objects of the owner's thread.
class DbExecutor final : public JobExecutor
{
public:
    DbExecutor(DatabaseFactory makeDatabase, WriterHooks hooks, ExecutorOptions options = {});
    /// Calls stop().
    ~DbExecutor() override;
    DbExecutor(const DbExecutor &) = delete;
    DbExecutor &operator=(const DbExecutor &) = delete;

    void write(std::unique_ptr<Job> job) override { add(m_writes, std::move(job)); }
    void read(std::unique_ptr<Job> job) override { add(m_reads, std::move(job)); }
    void care(std::unique_ptr<Job> job) override;

    /// Of the jobs that are not answered yet, and of all commits since the start.
    struct Figures
    {
        qsizetype writes = 0;
        qsizetype reads = 0;
        LatencyHistogram commitTimes = {};
    };
    Figures figures() const
    {
        return {m_writes.outstanding, m_reads.outstanding, m_writer.commitTimes()};
    }

    /// Empty: nothing was written yet.
    std::optional<Timestamp> lastCommitAt() const { return m_writer.lastCommitAt(); }

    /// Finishes and answers queued jobs before it returns; stops those of care(). Later calls, also
    /// those made by these answers, answer ShuttingDown.
    void stop();

private:
    struct Lane
    {
        JobQueue queue;
        qsizetype outstanding = 0;
    };

    void add(Lane &lane, std::unique_ptr<Job> job);
    void wakeSoon();
    void readLoop();

    DatabaseFactory m_makeDatabase;
    ExecutorOptions m_options;
    AnswerQueue m_answers;
    Lane m_writes;
    Lane m_reads;
    WriteWorker m_writer;
    CareWorker m_carer;
    bool m_stopped = false;
    bool m_waking = false;
    std::vector<std::thread> m_threads;
};

} // namespace parlance
