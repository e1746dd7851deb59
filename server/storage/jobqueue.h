// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/job.h"

#include <QObject>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace parlance {

/// Jobs from the owner's thread to the storage threads. Thread-safe.
class JobQueue
{
public:
    /// Does not wake a waiting thread: see wake().
    void add(std::unique_ptr<Job> job);
    /// Wakes a waiting thread for the added jobs.
    void wake();
    /// Wakes all waiting threads; take() returns the remaining jobs.
    void close();
    bool isClosed() const;

    /// Waits for jobs, at most until `deadline`, and takes up to `limit` of them.
    Jobs take(size_t limit, std::chrono::steady_clock::time_point deadline);
    /// Waits without a timeout: an empty result means closed and drained.
    Jobs take(size_t limit);

private:
    Jobs takeNow(size_t limit);

    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<std::unique_ptr<Job>> m_jobs;
    bool m_closed = false;
};

/// Answers from the storage threads: the callbacks run on the thread that created the AnswerQueue,
/// in order, with one event for all available ones. add() is thread-safe.
class AnswerQueue : public QObject
{
public:
    void add(Jobs jobs);
    void add(std::unique_ptr<Job> job);
    /// Delivers everything available, including what the callbacks add.
    void deliver();

private:
    void takeAnswers();

    std::mutex m_mutex;
    Jobs m_answers;
    bool m_posted = false;
    /// A member, so that the order is kept if a callback runs a nested event loop.
    std::deque<std::unique_ptr<Job>> m_ready;
};

} // namespace parlance
