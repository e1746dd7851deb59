// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/latencyhistogram.h"
#include "storage/jobqueue.h"
#include "storage/transaction.h"

#include <atomic>
#include <functional>

namespace parlance {

/// Creates a connection for the calling thread, not opened yet.
using DatabaseFactory = std::function<std::unique_ptr<Database>()>;

/// Callbacks of the writer thread to the owner of the executor. All except externalChange run on
/// the writer thread.
struct WriterHooks
{
    /// Background work, requested when nothing is queued and at least once a second; runs in its
    /// own transaction. Empty: nothing to do.
    std::function<std::function<void(Database &)>()> nextChore;
    /// Invalidates what is cached in memory about the data.
    std::function<void()> forget;
    /// Another process has written. Runs on the owner's thread.
    std::function<void()> externalChange;
};

/// The writer thread. Group commit: jobs queued while the last transaction ran form the next one.
/// Answers are sent when it is on disk.
class WriteWorker
{
public:
    WriteWorker(DatabaseFactory makeDatabase, WriterHooks hooks, size_t batchLimit, JobQueue &queue,
                AnswerQueue &answers);

    /// Returns when the queue is closed and drained.
    void run();
    /// How long COMMIT took, each time. Thread-safe.
    LatencyHistogram commitTimes() const;
    /// Of a batch of calls; empty: none yet. Thread-safe.
    std::optional<Timestamp> lastCommitAt() const;

private:
    bool ensureOpen();
    /// AsAsked: as Job::guard says. Each: a savepoint for every job.
    enum class Guarding { AsAsked, Each };

    void runBatch(Jobs jobs);
    bool storeBatch(Jobs &jobs);
    bool tryBatch(Jobs &jobs, Guarding guarding);
    bool commit(Transaction &transaction);
    bool runJob(Job &job);
    bool runGuarded(Job &job);
    void failBatch(Jobs &jobs);
    bool runChore();
    void lookForOthers();

    DatabaseFactory m_makeDatabase;
    WriterHooks m_hooks;
    size_t m_batchLimit;
    JobQueue &m_queue;
    AnswerQueue &m_answers;
    std::unique_ptr<Database> m_database;
    /// Milliseconds since 1970; 0: none yet.
    std::atomic<qint64> m_lastCommitAt{0};
    /// Empty before the first query.
    std::optional<qint64> m_externalVersion;
    /// Held for the moment of writing down a time, once in a transaction.
    mutable std::mutex m_timesMutex;
    LatencyHistogram m_commitTimes;
};

} // namespace parlance
