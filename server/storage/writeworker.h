// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/jobqueue.h"
#include "storage/transaction.h"

#include <functional>

namespace parlance {

/// Makes a connection of the calling thread, still closed.
using DatabaseFactory = std::function<std::unique_ptr<Database>()>;

/// What the writer thread asks of who owns the executor. All but externalChange run on the writer
/// thread.
struct WriterHooks
{
    /// Work without a caller, asked for when nothing is queued and at least once a second; runs as
    /// a transaction of its own. Empty: nothing to do.
    std::function<std::function<void(Database &)>()> nextChore;
    /// What was kept in memory about the data no longer holds.
    std::function<void()> forget;
    /// Another process has written. Runs on the owner's thread.
    std::function<void()> externalChange;
};

/// The one thread that writes. Group commit: what was queued while the last transaction ran makes
/// up the next one. Answers go out when it is on disk.
class WriteWorker
{
public:
    WriteWorker(DatabaseFactory makeDatabase, WriterHooks hooks, size_t batchLimit, JobQueue &queue,
                AnswerQueue &answers);

    /// Ends when the queue is closed and drained.
    void run();

private:
    bool ensureOpen();
    /// AsAsked: what Job::guard says. Each: a savepoint for every job.
    enum class Guarding { AsAsked, Each };

    void runBatch(Jobs jobs);
    bool storeBatch(Jobs &jobs);
    bool tryBatch(Jobs &jobs, Guarding guarding);
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
    /// Nothing until it was asked for the first time.
    std::optional<qint64> m_externalVersion;
};

} // namespace parlance
