// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>

#include <chrono>

namespace parlance::console {

/// The version of a view whose rows come from the database: it changes at most once a second,
/// however much does, and once a minute in any case, because time alone ends suspensions and
/// sessions.
class PacedVersion
{
public:
    static constexpr std::chrono::seconds pause{1};
    static constexpr std::chrono::minutes longest{1};

    void note() { m_isDirty = true; }
    quint64 current() const
    {
        if ((m_isDirty && m_pause.hasExpired()) || m_longest.hasExpired()) {
            m_isDirty = false;
            m_pause.setRemainingTime(pause);
            m_longest.setRemainingTime(longest);
            ++m_version;
        }
        return m_version;
    }

private:
    mutable bool m_isDirty = false;
    mutable quint64 m_version = 0;
    mutable QDeadlineTimer m_pause;
    mutable QDeadlineTimer m_longest{longest};
};

} // namespace parlance::console
