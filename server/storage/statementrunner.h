// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/job.h"
#include "storage/writecontext.h"

namespace parlance {

/// Turns the functions in statements:: into jobs and passes them to the executor. The roles of the
/// store consist of such calls.
class StatementRunner
{
public:
    /// Both are passed to the statements; they and the executor outlive the jobs.
    StatementRunner(WriteContext &writer, const Limits &limits)
        : m_writer(writer)
        , m_limits(limits)
    {
    }
    /// Call it before the first job.
    void setExecutor(JobExecutor *executor) { m_executor = executor; }

    /// Runs `function` with the database, the Limits and `arguments` on a reading thread.
    template <auto function, class T, class... Arguments>
    void read(Callback<T> done, Arguments... arguments)
    {
        m_executor->read(
            makeJob<T>([limits = &m_limits, ... kept = std::move(arguments)](
                           Database &database) { return function(database, *limits, kept...); },
                       std::move(done)));
    }
    /// The same on the thread for work that takes long, outside of a transaction.
    template <auto function, class T, class... Arguments>
    void care(Callback<T> done, Arguments... arguments)
    {
        m_executor->care(makeJob<T>([... kept = std::move(arguments)](
                                        Database &database) { return function(database, kept...); },
                                    std::move(done)));
    }
    /// Runs `function` with the database, the WriteContext and `arguments` on the writing thread.
    /// It does all checks before its first statement that writes: after that only the database can
    /// fail. See Job::Guard.
    template <auto function, class T, class... Arguments>
    void write(Callback<T> done, Arguments... arguments)
    {
        add<function>(Job::Guard::None, std::move(done), std::move(arguments)...);
    }
    /// The same for a function that may still fail after it has written.
    template <auto function, class T, class... Arguments>
    void writeGuarded(Callback<T> done, Arguments... arguments)
    {
        add<function>(Job::Guard::Savepoint, std::move(done), std::move(arguments)...);
    }

private:
    template <auto function, class T, class... Arguments>
    void add(Job::Guard guard, Callback<T> done, Arguments... arguments)
    {
        auto job =
            makeJob<T>([writer = &m_writer, ... kept = std::move(arguments)](
                           Database &database) { return function(database, *writer, kept...); },
                       std::move(done));
        job->guard = guard;
        m_executor->write(std::move(job));
    }

    WriteContext &m_writer;
    const Limits &m_limits;
    JobExecutor *m_executor = nullptr;
};

} // namespace parlance
