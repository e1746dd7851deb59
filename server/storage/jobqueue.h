// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/job.h"

#include <QObject>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace parlance {

/// What the owner's thread hands to the storage threads. Thread-safe.
class JobQueue
{
public:
    /// Wakes nobody: see wake().
    void add(std::unique_ptr<Job> job);
    /// Somebody who waits finds what was added.
    void wake();
    /// Whoever waits goes on; take() hands out what is left.
    void close();
    bool isClosed() const;

    /// Waits for jobs, at most until `deadline`, and takes up to `limit` of them.
    Jobs take(size_t limit, std::chrono::steady_clock::time_point deadline);
    /// Waits without an end: empty means closed and drained.
    Jobs take(size_t limit);

private:
    Jobs takeNow(size_t limit);

    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<std::unique_ptr<Job>> m_jobs;
    bool m_closed = false;
};

/// What the storage threads hand back: the callbacks run on the thread that made the AnswerQueue,
/// in order, one event for all that is there. add() is thread-safe.
class AnswerQueue : public QObject
{
public:
    void add(Jobs jobs);
    void add(std::unique_ptr<Job> job);
    /// Answers everything that is there, also what the callbacks add.
    void deliver();

private:
    void takeAnswers();

    std::mutex m_mutex;
    Jobs m_answers;
    bool m_posted = false;
    /// A member, so that a callback that runs an event loop of its own gets its answers in order.
    std::deque<std::unique_ptr<Job>> m_ready;
};

} // namespace parlance
