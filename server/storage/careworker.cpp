// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/careworker.h"

#include <sys/resource.h>

namespace parlance {

namespace {

using namespace std::chrono_literals;

// On Linux this is a property of the thread.
constexpr int Niceness = 10;
// A statement that begins only now needs to be stopped again.
constexpr auto StopInterval = 10ms;

} // namespace

CareWorker::CareWorker(DatabaseFactory makeDatabase, AnswerQueue &answers)
    : m_makeDatabase(std::move(makeDatabase))
    , m_answers(answers)
{
}

void CareWorker::run()
{
    (void)::setpriority(PRIO_PROCESS, 0, Niceness);
    for (Jobs jobs = m_queue.take(1); !jobs.empty(); jobs = m_queue.take(1))
        runJob(std::move(jobs.front()));
    m_database.reset();
    const std::lock_guard lock(m_mutex);
    m_hasEnded = true;
    m_ended.notify_all();
}

void CareWorker::runJob(std::unique_ptr<Job> job)
{
    if (!m_database) {
        m_database = m_makeDatabase();
        m_database->setInterrupts(&m_interrupts);
    }
    if (m_interrupts.isStopped()) {
        job->fail(Error::of(ErrorCode::ShuttingDown));
    } else if (m_database->isOpen() || m_database->open(Backend::Role::Care)) {
        runCaught(*job, *m_database);
        if (m_database->failure())
            job->fail(*m_database->failure());
        if (m_interrupts.isStopped() && !job->succeeded())
            job->fail(Error::of(ErrorCode::ShuttingDown));
    } else {
        job->fail(Error::of(ErrorCode::StorageFailed));
    }
    m_database->clearFailure();
    m_answers.add(std::move(job));
}

void CareWorker::stop()
{
    m_queue.close();
    std::unique_lock lock(m_mutex);
    do {
        m_interrupts.stopAll();
    } while (!m_ended.wait_for(lock, StopInterval, [this] { return m_hasEnded; }));
}

} // namespace parlance
