// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"
#include "storage/database.h"

#include <memory>
#include <optional>
#include <vector>

namespace parlance {

/// One call: created and answered on the owner's thread, executed on one of the storage threads in
/// between.
class Job
{
public:
    /// None is for jobs that check first and write last, so that an error leaves no changes; it
    /// saves two statements. The others run within a savepoint. If the database refuses a statement
    /// of a job without one, its batch is rolled back and runs again with savepoints.
    enum class Guard { None, Savepoint };

    virtual ~Job() = default;
    /// May run twice, see Guard: only the effects and the result of the last run count.
    virtual void run(Database &database) = 0;
    virtual bool succeeded() const = 0;
    /// Replaces the answer.
    virtual void fail(const Error &error) = 0;
    virtual void answer() = 0;

    Guard guard = Guard::Savepoint;
    /// The counter of unanswered jobs of its queue; null if the job is not counted.
    qsizetype *outstanding = nullptr;
};
using Jobs = std::vector<std::unique_ptr<Job>>;

template <class T, class Work>
class CallJob final : public Job
{
public:
    /// `work` is Result<T>(Database &).
    CallJob(Work work, Callback<T> done)
        : m_work(std::move(work))
        , m_done(std::move(done))
    {
    }
    void run(Database &database) override { m_result.emplace(m_work(database)); }
    bool succeeded() const override { return m_result && *m_result; }
    void fail(const Error &error) override { m_result.emplace(error); }
    void answer() override { m_done(std::move(*m_result)); }

private:
    Work m_work;
    Callback<T> m_done;
    std::optional<Result<T>> m_result;
};

template <class T, class Work>
std::unique_ptr<Job> makeJob(Work work, Callback<T> done)
{
    return std::make_unique<CallJob<T, Work>>(std::move(work), std::move(done));
}

/// Executes jobs; see DbExecutor.
class JobExecutor
{
public:
    virtual ~JobExecutor() = default;
    virtual void write(std::unique_ptr<Job> job) = 0;
    virtual void read(std::unique_ptr<Job> job) = 0;
    /// For work that takes long.
    virtual void care(std::unique_ptr<Job> job) = 0;
};

/// Runs it; an exception becomes ErrorCode::Internal. False if one was thrown.
bool runCaught(Job &job, Database &database);

} // namespace parlance
