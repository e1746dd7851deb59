// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/clock.h"
#include "shared/ids.h"

#include <QHash>

#include <array>

namespace parlance {

/// Counts the messages of each room in the last minute, in steps of five seconds: the last one is
/// under way. Bounded by what is posted in a minute. Not thread-safe.
class RoomActivity
{
public:
    void note(RoomId room, Timestamp now);
    qint64 inLastMinute(RoomId room, Timestamp now);
    /// Of those that had any.
    QHash<RoomId, qint64> all(Timestamp now);
    /// Nothing is counted any more, and what was is forgotten.
    void clear() { m_counts = {}; }

private:
    static constexpr std::chrono::seconds step{5};
    static constexpr qint64 steps = 12;
    using Counts = std::array<quint32, size_t(steps)>;

    void advance(Timestamp now);
    static qint64 sum(const Counts &counts);

    QHash<RoomId, Counts> m_counts;
    /// Number of the step under way.
    qint64 m_step = 0;
};

} // namespace parlance
