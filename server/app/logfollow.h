// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/logring.h"
#include "shared/result.h"
#include "shared/uniquefunction.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <vector>

namespace parlance {

struct LogQuery
{
    LogFilter filter = {};
    /// Lines after this number; empty: the newest ones.
    std::optional<quint64> after = {};
    int limit = 100;
    /// If there are no such lines: how long to wait for one.
    std::chrono::seconds wait{0};
};

/// Reads the log of the running server, and waits for its next lines. Event loop only.
class LogFollow
{
public:
    /// Calls that wait at the same time; further ones are Overloaded.
    static constexpr size_t mostWaiting = 32;
    static constexpr std::chrono::seconds longestWait{30};

    /// It outlives it.
    explicit LogFollow(const LogRing &ring);

    void follow(const LogQuery &query, Callback<LogPage> done);
    /// From now on nothing waits; those that do are answered.
    void stop();
    const LogRing &ring() const { return m_ring; }

private:
    struct Waiting
    {
        LogQuery query;
        Callback<LogPage> done;
        QDeadlineTimer end;
    };

    LogPage read(const LogQuery &query) const;
    void look();

    const LogRing &m_ring;
    std::vector<Waiting> m_waiting;
    /// The last line that the waiting calls were compared with.
    quint64 m_seen = 0;
    bool m_isStopped = false;
    /// Only while a call waits. The log itself tells nobody: whoever logs may hold a lock that
    /// posting an event needs.
    QTimer m_look;
};

} // namespace parlance
