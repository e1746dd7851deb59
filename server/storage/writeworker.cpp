// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/writeworker.h"

namespace parlance {

namespace {

constexpr std::chrono::seconds TickInterval{1};

/// A notification to the owner that is not an answer; it is queued among the answers.
class Notice final : public Job
{
public:
    explicit Notice(Task tell)
        : m_tell(std::move(tell))
    {
    }
    void run(Database &) override {}
    bool succeeded() const override { return true; }
    void fail(const Error &) override {}
    void answer() override { m_tell(); }

private:
    Task m_tell;
};

} // namespace

WriteWorker::WriteWorker(DatabaseFactory makeDatabase, WriterHooks hooks, size_t batchLimit,
                         JobQueue &queue, AnswerQueue &answers)
    : m_makeDatabase(std::move(makeDatabase))
    , m_hooks(std::move(hooks))
    , m_batchLimit(batchLimit)
    , m_queue(queue)
    , m_answers(answers)
{
}

void WriteWorker::run()
{
    using Steady = std::chrono::steady_clock;
    m_database = m_makeDatabase();
    auto tick = Steady::now();
    bool choresLeft = true;
    for (;;) {
        Jobs jobs = m_queue.take(m_batchLimit, choresLeft ? Steady::now() : tick);
        const bool idle = jobs.empty();
        if (idle && m_queue.isClosed())
            break;
        if (!idle) {
            runBatch(std::move(jobs));
            // A batch may have created background work, e.g. by deleting a room.
            choresLeft = true;
        }
        const bool due = Steady::now() >= tick;
        if (due) {
            tick = Steady::now() + TickInterval;
            if (ensureOpen())
                lookForOthers();
            // A failure here must not count against the next batch.
            m_database->clearFailure();
        }
        if (due || (idle && choresLeft))
            choresLeft = runChore();
    }
    m_database.reset();
}

std::optional<Timestamp> WriteWorker::lastCommitAt() const
{
    const qint64 at = m_lastCommitAt.load(std::memory_order_relaxed);
    return at == 0 ? std::nullopt : std::optional(fromEpochMs(at));
}

bool WriteWorker::ensureOpen()
{
    if (m_database->isOpen())
        return true;
    const auto opened = m_database->open(Backend::Role::Writer);
    if (!opened)
        qCCritical(lcStorage, "%ls", qUtf16Printable(opened.error().detail));
    return opened.has_value();
}

void WriteWorker::runBatch(Jobs jobs)
{
    if (!ensureOpen() || !storeBatch(jobs))
        failBatch(jobs);
    else
        m_lastCommitAt.store(toEpochMs(m_database->now()), std::memory_order_relaxed);
    m_database->clearFailure();
    m_answers.add(std::move(jobs));
}

// If the database refuses a statement outside of a savepoint, the whole transaction fails. To limit
// that to its caller, the batch runs once more with each job in a savepoint; good batches need
// none. A job refused because of an earlier job sees that when it checks again. If the database
// itself has failed, a second attempt would fail as well.
bool WriteWorker::storeBatch(Jobs &jobs)
{
    if (tryBatch(jobs, Guarding::AsAsked))
        return true;
    if (const auto &failure = m_database->failure();
        failure && failure->code == ErrorCode::StorageFailed)
        return false;
    m_database->clearFailure();
    m_hooks.forget();
    return tryBatch(jobs, Guarding::Each);
}

bool WriteWorker::tryBatch(Jobs &jobs, Guarding guarding)
{
    Transaction transaction(*m_database, Backend::Role::Writer);
    lookForOthers();
    for (const auto &job : jobs) {
        if (m_database->failure())
            return false;
        if (guarding == Guarding::Each ? !runGuarded(*job) : !runJob(*job))
            return false;
    }
    return commit(transaction);
}

bool WriteWorker::commit(Transaction &transaction)
{
    const auto start = std::chrono::steady_clock::now();
    if (!transaction.commit())
        return false;
    const auto time = std::chrono::steady_clock::now() - start;
    const std::lock_guard lock(m_timesMutex);
    m_commitTimes.record(time);
    return true;
}

LatencyHistogram WriteWorker::commitTimes() const
{
    const std::lock_guard lock(m_timesMutex);
    return m_commitTimes;
}

// False: the transaction must be rolled back.
bool WriteWorker::runJob(Job &job)
{
    if (job.guard == Job::Guard::Savepoint)
        return runGuarded(job);
    return runCaught(job, *m_database) && !m_database->failure();
}

bool WriteWorker::runGuarded(Job &job)
{
    Savepoint savepoint(*m_database);
    const bool ran = runCaught(job, *m_database);
    const auto failure = m_database->failure();
    if (failure && failure->code == ErrorCode::StorageFailed)
        return false;
    if (failure) {
        job.fail(*failure);
        m_database->clearFailure();
    }
    if (failure || !ran)
        m_hooks.forget();
    if (job.succeeded())
        savepoint.release();
    return !m_database->failure();
}

// Nothing was acknowledged yet, so every caller can receive the error.
void WriteWorker::failBatch(Jobs &jobs)
{
    for (const auto &job : jobs)
        job->fail(Error::of(ErrorCode::StorageFailed));
    m_hooks.forget();
}

// True if there may be more to do at once; after a failure the next attempt waits for the tick.
bool WriteWorker::runChore()
{
    const auto chore = m_hooks.nextChore ? m_hooks.nextChore() : nullptr;
    if (!chore || !ensureOpen())
        return false;
    const auto job = makeJob<void>(
        [&chore](Database &database) {
            chore(database);
            return Result<void>();
        },
        {});
    job->guard = Job::Guard::None;
    {
        Transaction transaction(*m_database, Backend::Role::Writer);
        lookForOthers();
        if (runJob(*job) && commit(transaction))
            return true;
    }
    m_database->clearFailure();
    m_hooks.forget();
    return false;
}

void WriteWorker::lookForOthers()
{
    const qint64 version = m_database->backend().externalVersion(*m_database);
    if (m_database->failure() || m_externalVersion == version)
        return;
    if (m_externalVersion.has_value()) {
        m_hooks.forget();
        m_answers.add(std::make_unique<Notice>(m_hooks.externalChange));
    }
    m_externalVersion = version;
}

} // namespace parlance
