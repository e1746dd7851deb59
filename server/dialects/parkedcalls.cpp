// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/parkedcalls.h"

#include <utility>

namespace parlance {

namespace {

constexpr size_t mostCalls = 256;
/// A single larger call may wait alone.
constexpr qsizetype mostBytes = qsizetype(256) * 1024;

} // namespace

ParkedCalls::ParkedCalls(TimerQueue &timers, std::chrono::milliseconds patience)
    : m_patience(patience)
    , m_end(timers)
{
}

bool ParkedCalls::add(qsizetype bytes, std::function<void()> resume, std::function<void()> refuse)
{
    const bool fits = m_calls.size() < mostCalls && m_bytes + bytes <= mostBytes;
    if (!m_calls.empty() && !fits)
        return false;
    m_calls.push_back({std::move(resume), std::move(refuse), bytes, QDeadlineTimer(m_patience)});
    m_bytes += bytes;
    if (m_calls.size() == 1)
        watch();
    return true;
}

std::vector<std::function<void()>> ParkedCalls::takeAll()
{
    std::vector<std::function<void()>> resumes;
    for (Call &call : m_calls)
        resumes.push_back(std::move(call.resume));
    m_calls.clear();
    m_bytes = 0;
    m_end.stop();
    return resumes;
}

void ParkedCalls::refuseAll()
{
    m_bytes = 0;
    m_end.stop();
    for (const Call &call : std::exchange(m_calls, {}))
        call.refuse();
}

void ParkedCalls::watch()
{
    const auto left = m_calls.front().end.remainingTimeAsDuration();
    m_end.start(std::chrono::ceil<std::chrono::milliseconds>(left), [this] { refuseLate(); });
}

void ParkedCalls::refuseLate()
{
    std::vector<Call> late;
    while (!m_calls.empty() && m_calls.front().end.hasExpired()) {
        m_bytes -= m_calls.front().bytes;
        late.push_back(std::move(m_calls.front()));
        m_calls.pop_front();
    }
    if (!m_calls.empty())
        watch();
    // Whoever is told may close the connection, and this with it.
    for (const Call &call : late)
        call.refuse();
}

} // namespace parlance
