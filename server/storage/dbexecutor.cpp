// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dbexecutor.h"

namespace parlance {

namespace {

// Number of reads that share a snapshot and an event; with more the other reader would be idle.
constexpr size_t ReadBatch = 16;

void runReads(Jobs &jobs, Database &database)
{
    Transaction snapshot(database, Backend::Role::Reader);
    for (const auto &job : jobs) {
        runCaught(*job, database);
        if (database.failure())
            job->fail(*database.failure());
        // A failed read does not affect the others, unless the snapshot itself could not be opened.
        if (snapshot.isOpen())
            database.clearFailure();
    }
    if (snapshot.isOpen())
        (void)snapshot.commit();
}

} // namespace

DbExecutor::DbExecutor(DatabaseFactory makeDatabase, WriterHooks hooks, ExecutorOptions options)
    : m_makeDatabase(std::move(makeDatabase))
    , m_options(options)
    , m_writer(m_makeDatabase, std::move(hooks), options.batchLimit, m_writes.queue, m_answers)
    , m_carer(m_makeDatabase, m_answers)
{
    m_threads.emplace_back([this] { m_writer.run(); });
    for (int i = 0; i < options.readers; ++i)
        m_threads.emplace_back([this] { readLoop(); });
    m_threads.emplace_back([this] { m_carer.run(); });
}

DbExecutor::~DbExecutor()
{
    stop();
}

void DbExecutor::stop()
{
    if (std::exchange(m_stopped, true))
        return m_answers.deliver();
    m_reads.queue.close();
    m_carer.stop();
    for (size_t i = 1; i < m_threads.size(); ++i)
        m_threads[i].join();
    // Last and alone, so that closing its connection moves the log into the database.
    m_writes.queue.close();
    m_threads.front().join();
    m_threads.clear();
    m_answers.deliver();
}

void DbExecutor::add(Lane &lane, std::unique_ptr<Job> job)
{
    if (m_stopped || lane.outstanding >= m_options.queueLimit) {
        job->fail(Error::of(m_stopped ? ErrorCode::ShuttingDown : ErrorCode::Overloaded));
        m_answers.add(std::move(job));
        return;
    }
    job->outstanding = &lane.outstanding;
    ++lane.outstanding;
    lane.queue.add(std::move(job));
    wakeSoon();
}

void DbExecutor::care(std::unique_ptr<Job> job)
{
    if (m_stopped) {
        job->fail(Error::of(ErrorCode::ShuttingDown));
        return m_answers.add(std::move(job));
    }
    m_carer.add(std::move(job));
    m_carer.wake();
}

// If it were woken by the first job, the writer would commit that job alone. At the end of the turn
// it finds all jobs of the turn: a quarter less work for each REST post.
void DbExecutor::wakeSoon()
{
    if (std::exchange(m_waking, true))
        return;
    const auto wake = [this] {
        m_waking = false;
        m_writes.queue.wake();
        m_reads.queue.wake();
    };
    QMetaObject::invokeMethod(&m_answers, wake, Qt::QueuedConnection);
}

void DbExecutor::readLoop()
{
    const auto database = m_makeDatabase();
    for (Jobs jobs = m_reads.queue.take(ReadBatch); !jobs.empty();
         jobs = m_reads.queue.take(ReadBatch)) {
        if (database->isOpen() || database->open(Backend::Role::Reader)) {
            runReads(jobs, *database);
        } else {
            for (const auto &job : jobs)
                job->fail(Error::of(ErrorCode::StorageFailed));
        }
        database->clearFailure();
        m_answers.add(std::move(jobs));
    }
}

} // namespace parlance
