// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roomactivity.h"

#include <numeric>

namespace parlance {

qint64 RoomActivity::sum(const Counts &counts)
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

void RoomActivity::advance(Timestamp now)
{
    const qint64 current = toEpochMs(now) / std::chrono::milliseconds(step).count();
    const qint64 passed = current - m_step;
    if (passed == 0)
        return;
    // A clock that was set back begins anew.
    const bool isLong = passed < 0 || passed >= steps;
    for (qint64 each = m_step + 1; !isLong && each <= current; ++each) {
        for (Counts &counts : m_counts)
            counts[size_t(each % steps)] = 0;
    }
    if (isLong)
        m_counts.clear();
    else
        m_counts.removeIf([](const auto &each) { return sum(each.value()) == 0; });
    m_step = current;
}

void RoomActivity::note(RoomId room, Timestamp now)
{
    advance(now);
    ++m_counts[room][size_t(m_step % steps)];
}

qint64 RoomActivity::inLastMinute(RoomId room, Timestamp now)
{
    advance(now);
    const auto found = m_counts.constFind(room);
    return found == m_counts.cend() ? 0 : sum(*found);
}

QHash<RoomId, qint64> RoomActivity::all(Timestamp now)
{
    advance(now);
    QHash<RoomId, qint64> all;
    all.reserve(m_counts.size());
    for (auto each = m_counts.cbegin(); each != m_counts.cend(); ++each)
        all.insert(each.key(), sum(*each));
    return all;
}

} // namespace parlance
