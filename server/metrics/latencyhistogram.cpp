// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/latencyhistogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace parlance {

// The first `steps` buckets are one microsecond wide, the next `steps` too, then 2, 4, 8, …
int LatencyHistogram::bucketOf(quint64 microseconds)
{
    const quint64 time = std::min<quint64>(microseconds, (quint64(1) << maxPower) - 1);
    if (time < steps)
        return int(time);
    const int widthBits = int(std::bit_width(time)) - 1 - stepBits;
    return widthBits * steps + int(time >> widthBits);
}

double LatencyHistogram::middleOf(int bucket)
{
    if (bucket < 2 * steps)
        return bucket;
    const int widthBits = bucket / steps - 1;
    const quint64 first = quint64(bucket - widthBits * steps) << widthBits;
    return double(first) + double((quint64(1) << widthBits) - 1) / 2;
}

void LatencyHistogram::record(Duration time)
{
    const Duration counted = std::max(time, Duration::zero());
    ++m_count;
    m_nanoseconds += counted.count();
    ++m_buckets[size_t(bucketOf(quint64(counted.count()) / 1000))];
}

double LatencyHistogram::sum() const
{
    return double(m_nanoseconds) / 1e9;
}

double LatencyHistogram::quantile(double quantile) const
{
    if (m_count == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const auto rank =
        std::clamp<quint64>(quint64(std::ceil(quantile * double(m_count))), 1, m_count);
    quint64 passed = 0;
    int bucket = 0;
    while (bucket < bucketCount - 1 && (passed += m_buckets[size_t(bucket)]) < rank)
        ++bucket;
    return middleOf(bucket) / 1e6;
}

quint64 LatencyHistogram::countBelow(int power) const
{
    const int end = power >= maxPower ? bucketCount : bucketOf(quint64(1) << power);
    return std::accumulate(m_buckets.begin(), m_buckets.begin() + end, quint64(0));
}

void LatencyHistogram::merge(const LatencyHistogram &other)
{
    m_count += other.m_count;
    m_nanoseconds += other.m_nanoseconds;
    for (size_t i = 0; i < m_buckets.size(); ++i)
        m_buckets[i] += other.m_buckets[i];
}

LatencyHistogram LatencyHistogram::since(const LatencyHistogram &earlier) const
{
    LatencyHistogram later = *this;
    later.m_count -= earlier.m_count;
    later.m_nanoseconds -= earlier.m_nanoseconds;
    for (size_t i = 0; i < m_buckets.size(); ++i)
        later.m_buckets[i] -= earlier.m_buckets[i];
    return later;
}

} // namespace parlance
