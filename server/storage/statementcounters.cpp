// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/statementcounters.h"

#include <algorithm>
#include <map>

namespace parlance {

namespace {

constexpr auto relaxed = std::memory_order_relaxed;

} // namespace

// Only one thread writes, so no atomic addition is needed.
void StatementCounter::add(std::chrono::nanoseconds time)
{
    const auto taken = quint64(time.count());
    m_calls.store(m_calls.load(relaxed) + 1, relaxed);
    m_total.store(m_total.load(relaxed) + taken, relaxed);
    if (taken > m_longest.load(relaxed))
        m_longest.store(taken, relaxed);
}

void StatementCounter::readInto(StatementTime &sum) const
{
    sum.calls += m_calls.load(relaxed);
    sum.total += std::chrono::nanoseconds(m_total.load(relaxed));
    sum.longest = std::max(sum.longest, std::chrono::nanoseconds(m_longest.load(relaxed)));
}

StatementCounter &StatementCounters::add(std::string_view name)
{
    const std::lock_guard lock(m_mutex);
    return m_counters.emplace_back(name);
}

QList<StatementTime> StatementCounters::read() const
{
    std::map<std::string_view, StatementTime> sums;
    {
        const std::lock_guard lock(m_mutex);
        for (const StatementCounter &each : m_counters)
            each.readInto(sums[each.name()]);
    }
    QList<StatementTime> times;
    for (auto &[name, sum] : sums) {
        sum.name = QString::fromLatin1(name.data(), qsizetype(name.size()));
        if (sum.calls > 0)
            times.append(sum);
    }
    std::sort(times.begin(), times.end(),
              [](const StatementTime &a, const StatementTime &b) { return a.total > b.total; });
    return times;
}

} // namespace parlance
