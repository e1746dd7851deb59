// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logfollow.h"

namespace parlance {

namespace {

constexpr std::chrono::milliseconds lookInterval{200};

} // namespace

LogFollow::LogFollow(const LogRing &ring)
    : m_ring(ring)
{
    m_look.callOnTimeout([this] { look(); });
}

LogPage LogFollow::read(const LogQuery &query) const
{
    return query.after ? m_ring.after(*query.after, query.limit, query.filter)
                       : m_ring.newest(query.limit, query.filter);
}

void LogFollow::follow(const LogQuery &query, Callback<LogPage> done)
{
    const LogPage page = read(query);
    const bool waits = page.lines.isEmpty() && page.skipped == 0 && query.wait.count() > 0;
    if (!waits || m_isStopped)
        return done(page);
    if (m_waiting.size() >= mostWaiting)
        return done(ErrorCode::Overloaded);
    LogQuery further = query;
    further.after = page.until;
    m_waiting.push_back(
        {further, std::move(done), QDeadlineTimer(std::min(query.wait, longestWait))});
    if (!m_look.isActive()) {
        m_seen = page.until;
        m_look.start(lookInterval);
    }
}

void LogFollow::look()
{
    const quint64 last = m_ring.last();
    const bool isNew = std::exchange(m_seen, last) != last;
    std::vector<Waiting> waiting = std::exchange(m_waiting, {});
    // Answered last: an answer may bring the next call.
    std::vector<std::pair<Callback<LogPage>, LogPage>> answers;
    for (Waiting &each : waiting) {
        const bool isOver = m_isStopped || each.end.hasExpired();
        LogPage page;
        if (isNew || isOver)
            page = read(each.query);
        if (isOver || !page.lines.isEmpty() || page.skipped > 0)
            answers.emplace_back(std::move(each.done), std::move(page));
        else
            m_waiting.push_back(std::move(each));
    }
    if (m_waiting.empty())
        m_look.stop();
    for (auto &[done, page] : answers)
        done(page);
}

void LogFollow::stop()
{
    m_isStopped = true;
    look();
}

} // namespace parlance
