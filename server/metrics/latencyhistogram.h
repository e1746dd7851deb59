// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <chrono>

namespace parlance {

/// How long something took, many times: counts in buckets of whole microseconds, 32 for each
/// doubling (log-linear, as in HdrHistogram). A quantile is off by at most 1/64 of its value and a
/// microsecond. Times up to 67 s; longer ones count as that. Takes 6 KB,
/// however much is recorded. Not thread-safe.
class LatencyHistogram
{
public:
    using Duration = std::chrono::nanoseconds;

    /// Negative times count as 0.
    void record(Duration time);
    quint64 count() const { return m_count; }
    /// Of all times, exactly, in seconds.
    double sum() const;
    /// The smallest recorded time that `quantile` (0 to 1) of them do not exceed, in seconds; 1 is
    /// the longest. NaN: nothing was recorded.
    double quantile(double quantile) const;
    /// How many took less than 2^`power` microseconds, exactly; `power`: 0 to 25.
    quint64 countBelow(int power) const;

    void merge(const LatencyHistogram &other);
    /// What was recorded after `earlier`, an older copy of this histogram.
    LatencyHistogram since(const LatencyHistogram &earlier) const;
    void reset() { *this = {}; }

private:
    /// 2^5 buckets for each doubling.
    static constexpr int stepBits = 5;
    static constexpr int steps = 1 << stepBits;
    static constexpr int maxPower = 26;
    static constexpr int bucketCount = (maxPower - stepBits + 1) * steps;

    static int bucketOf(quint64 microseconds);
    static double middleOf(int bucket);

    quint64 m_count = 0;
    qint64 m_nanoseconds = 0;
    std::array<quint64, bucketCount> m_buckets{};
};

} // namespace parlance
