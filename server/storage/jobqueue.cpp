// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/jobqueue.h"

#include <algorithm>
#include <exception>
#include <iterator>

namespace parlance {

bool runCaught(Job &job, Database &database)
{
    try {
        job.run(database);
        return true;
    } catch (const std::exception &e) {
        qCCritical(lcStorage, "exception in a job: %s", e.what());
    } catch (...) {
        qCCritical(lcStorage, "exception in a job");
    }
    job.fail({});
    return false;
}

void JobQueue::add(std::unique_ptr<Job> job)
{
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back(std::move(job));
}

void JobQueue::wake()
{
    m_filled.notify_one();
}

void JobQueue::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_filled.notify_all();
}

bool JobQueue::isClosed() const
{
    const std::lock_guard lock(m_mutex);
    return m_closed;
}

Jobs JobQueue::take(size_t limit, std::chrono::steady_clock::time_point deadline)
{
    std::unique_lock lock(m_mutex);
    m_filled.wait_until(lock, deadline, [this] { return m_closed || !m_jobs.empty(); });
    return takeNow(limit);
}

Jobs JobQueue::take(size_t limit)
{
    std::unique_lock lock(m_mutex);
    m_filled.wait(lock, [this] { return m_closed || !m_jobs.empty(); });
    return takeNow(limit);
}

Jobs JobQueue::takeNow(size_t limit)
{
    const auto count = std::ptrdiff_t(std::min(limit, m_jobs.size()));
    const auto end = m_jobs.begin() + count;
    Jobs jobs(std::make_move_iterator(m_jobs.begin()), std::make_move_iterator(end));
    m_jobs.erase(m_jobs.begin(), end);
    if (!m_jobs.empty())
        m_filled.notify_one();
    return jobs;
}

void AnswerQueue::add(Jobs jobs)
{
    bool post = false;
    {
        const std::lock_guard lock(m_mutex);
        std::move(jobs.begin(), jobs.end(), std::back_inserter(m_answers));
        post = !std::exchange(m_posted, true);
    }
    if (post)
        QMetaObject::invokeMethod(
            this, [this] { deliver(); }, Qt::QueuedConnection);
}

void AnswerQueue::add(std::unique_ptr<Job> job)
{
    Jobs jobs;
    jobs.push_back(std::move(job));
    add(std::move(jobs));
}

void AnswerQueue::takeAnswers()
{
    const std::lock_guard lock(m_mutex);
    std::move(m_answers.begin(), m_answers.end(), std::back_inserter(m_ready));
    m_answers.clear();
    m_posted = false;
}

void AnswerQueue::deliver()
{
    takeAnswers();
    while (!m_ready.empty()) {
        const auto job = std::move(m_ready.front());
        m_ready.pop_front();
        if (job->outstanding)
            --*job->outstanding;
        job->answer();
    }
}

} // namespace parlance
