// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/interrupts.h"
#include "storage/jobqueue.h"
#include "storage/writeworker.h"

namespace parlance {

/// The thread for work that takes long, a backup or a check: one job after another, each outside of
/// a transaction. It has less of the processor than the others if there is not enough for all.
class CareWorker
{
public:
    CareWorker(DatabaseFactory makeDatabase, AnswerQueue &answers);

    /// The owner wakes it with wake().
    void add(std::unique_ptr<Job> job) { m_queue.add(std::move(job)); }
    void wake() { m_queue.wake(); }

    /// Returns after stop().
    void run();
    /// Stops the job that runs, and waits until run() has returned. Jobs that did not run to their
    /// end answer ShuttingDown. Call it while another thread runs run().
    void stop();

private:
    void runJob(std::unique_ptr<Job> job);

    DatabaseFactory m_makeDatabase;
    AnswerQueue &m_answers;
    JobQueue m_queue;
    Interrupts m_interrupts;
    std::unique_ptr<Database> m_database;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    bool m_hasEnded = false;
};

} // namespace parlance
