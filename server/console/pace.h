// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include <algorithm>
#include <chrono>
#include <vector>

namespace parlance::console {

/// How often the views are computed: the event loop does nothing else meanwhile, so that after each
/// time it is left alone for `share` times as long. Consoles then cost less than 1/share of it,
/// however large the server is. Event loop only.
class Pace
{
public:
    using Milliseconds = std::chrono::milliseconds;

    static constexpr int share = 25;
    /// Between two times, as long as they cost little.
    static constexpr Milliseconds interval{200};
    /// For somebody who waits for a first answer.
    static constexpr Milliseconds urgentInterval{20};
    static constexpr Milliseconds longest{2000};
    /// The event loop waits so long at once; a single view may take longer.
    static constexpr Milliseconds mostAtOnce{20};

    Pace() { m_sinceTick.start(); }

    /// The time until this object's end is work. Work inside other work is counted once.
    class Work
    {
    public:
        explicit Work(Pace &pace)
            : m_pace(pace)
        {
            if (m_pace.m_depth++ == 0)
                m_pace.m_work.start();
        }
        ~Work()
        {
            if (--m_pace.m_depth == 0)
                m_pace.m_spent += std::chrono::nanoseconds(m_pace.m_work.nsecsElapsed());
        }
        Q_DISABLE_COPY_MOVE(Work)

    private:
        Pace &m_pace;
    };

    /// During work: the rest is for the next time.
    bool isUsedUp() const { return m_work.hasExpired(mostAtOnce.count()); }

    /// The views were computed just now.
    void ticked()
    {
        m_pause = std::chrono::duration_cast<Milliseconds>(m_spent * share);
        m_spent = {};
        m_sinceTick.start();
    }
    /// Until they should be computed again.
    Milliseconds untilNext(bool isUrgent) const
    {
        const Milliseconds late = std::chrono::duration_cast<Milliseconds>(m_spent * share);
        const Milliseconds pause =
            std::clamp(m_pause + late, isUrgent ? urgentInterval : interval, longest);
        return std::max(Milliseconds(0), pause - Milliseconds(m_sinceTick.elapsed()));
    }

private:
    /// After the last time.
    Milliseconds m_pause{0};
    /// Since then.
    std::chrono::nanoseconds m_spent{0};
    QElapsedTimer m_sinceTick;
    QElapsedTimer m_work;
    int m_depth = 0;
};

/// One view of each member after the other, until all are computed or the time is used up. A member
/// has computeNext(), as Console; it goes on there the next time.
template <class Member>
void takeTurns(std::vector<Member> &members, const Pace &pace)
{
    const auto isDone = [&pace](const Member &each) {
        return !pace.isUsedUp() && !each->computeNext();
    };
    while (!members.empty() && !pace.isUsedUp())
        members.erase(std::remove_if(members.begin(), members.end(), isDone), members.end());
}

} // namespace parlance::console
