// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metricshistory.h"
#include "metrics/metricsreading.h"

#include <deque>
#include <functional>

namespace parlance {

/// The figures of the running server and their history. It reads the counters of the other parts;
/// they do not know of it. Event loop only.
class Metrics
{
public:
    using Moment = std::chrono::steady_clock::time_point;
    using SteadyClock = std::function<Moment()>;

    /// How to read the counters; set once, before anything else is called.
    struct Source
    {
        std::function<MetricsTotals()> totals;
        std::function<MetricsReading()> reading;
    };

    explicit Metrics(Clock clock, SteadyClock steady = std::chrono::steady_clock::now);
    void setSource(Source source);

    /// Takes the sample of this second. Returns when to call it again: in the middle of the next
    /// second, so that a timer that is a little late misses none.
    std::chrono::milliseconds sample();

    MetricsReading reading() const { return m_source.reading(); }
    /// The totals of 60 to 70 seconds ago, or of the start: the difference to those of now is the
    /// last minute.
    const MetricsTotals &aMinuteAgo() const { return m_marks.front().totals; }
    /// The newest sample; empty: there is none yet.
    const std::optional<Sample> &latest() const { return m_latest; }
    /// Up to now.
    MetricsHistory::Points history(std::chrono::seconds step, int count) const
    {
        return m_history.points(step, count, m_clock());
    }
    /// When the newest sample was taken, in seconds since 1970; 0: there is none yet.
    qint64 latestSecond() const { return m_latestSecond; }
    /// The `count` seconds up to latestSecond().
    MetricsHistory::Points latestSeconds(int count) const
    {
        const std::chrono::seconds newest(m_latestSecond);
        return m_history.points(std::chrono::seconds(1), count, Timestamp(newest));
    }

private:
    struct Mark
    {
        Moment at;
        MetricsTotals totals;
    };

    Clock m_clock;
    SteadyClock m_steady;
    Source m_source;
    Mark m_last;
    /// One for each ten seconds of the last minute, oldest first; 17 KB each.
    std::deque<Mark> m_marks;
    std::optional<Sample> m_latest;
    qint64 m_latestSecond = 0;
    MetricsHistory m_history;
};

} // namespace parlance
