// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/parkedcalls.h"

#include <algorithm>
#include <utility>

namespace parlance {

namespace {

/// Twice the number of calls that may be queued: the call that enters the room may be the last of
/// those.
constexpr size_t mostCalls = 512;
/// A single larger call may wait alone.
constexpr qsizetype mostBytes = qsizetype(512) * 1024;

} // namespace

ParkedCalls::ParkedCalls(TimerQueue &timers, CallBudget &budget, Patience patience, Refuse refuse)
    : m_budget(budget)
    , m_patience(patience)
    , m_refuse(std::move(refuse))
    , m_end(timers)
{
}

bool ParkedCalls::add(const QString &key, qsizetype bytes, ReadCall &read)
{
    const bool fits = m_calls.size() < mostCalls && m_bytes + bytes <= mostBytes;
    if ((!m_calls.empty() && !fits) || !m_budget.hasRoom(key, bytes))
        return false;
    m_budget.add(key, bytes);
    m_calls.push_back({std::move(read), bytes, key, QDeadlineTimer(m_patience.usual),
                       QDeadlineTimer(m_patience.longest)});
    m_bytes += bytes;
    if (m_calls.size() == 1)
        watch();
    return true;
}

void ParkedCalls::waitIndefinitely()
{
    m_waitsOn = true;
    m_end.stop();
}

void ParkedCalls::restartTimeout()
{
    const QDeadlineTimer anew(m_patience.usual);
    for (Call &call : m_calls)
        call.end = std::min(anew, call.latest);
}

ParkedCalls::Call ParkedCalls::takeFirst()
{
    Call first = std::move(m_calls.front());
    m_calls.pop_front();
    m_bytes -= first.bytes;
    m_budget.remove(first.key, first.bytes);
    return first;
}

std::vector<ReadCall> ParkedCalls::takeAll()
{
    std::vector<ReadCall> reads;
    while (!m_calls.empty())
        reads.push_back(takeFirst().read);
    m_end.stop();
    return reads;
}

void ParkedCalls::refuseAll()
{
    if (!isEmpty())
        m_refuse(takeAll());
}

void ParkedCalls::watch()
{
    if (m_waitsOn)
        return;
    const auto left = m_calls.front().end.remainingTimeAsDuration();
    m_end.start(std::chrono::ceil<std::chrono::milliseconds>(left), [this] { refuseLate(); });
}

void ParkedCalls::refuseLate()
{
    std::vector<ReadCall> late;
    while (!m_calls.empty() && m_calls.front().end.hasExpired())
        late.push_back(takeFirst().read);
    if (!m_calls.empty())
        watch();
    if (!late.empty())
        m_refuse(std::move(late));
}

} // namespace parlance
