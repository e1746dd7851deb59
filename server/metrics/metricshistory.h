// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metricsreading.h"

#include <array>
#include <optional>
#include <vector>

namespace parlance {

/// The figures that the history keeps.
enum class Series : quint8 {
    Connections,
    UsersOnline,
    ConnectsPerSecond,
    DisconnectsPerSecond,
    MessagesPerSecond,
    DeliveriesPerSecond,
    RefusalsPerSecond,
    RateLimitedPerSecond,
    DeliveryP50,
    DeliveryP95,
    DeliveryP99,
    LoopLag,
    CommitTime,
    StorageQueue,
    CpuCores,
    MemoryBytes
};
constexpr size_t seriesCount = size_t(Series::MemoryBytes) + 1;

/// As in JSON; it says the unit, as "deliveryP95Ms".
const char *seriesName(Series series);

/// One value of each series; NaN: there is none, as the latencies of a second without messages.
using Sample = std::array<float, seriesCount>;

/// The figures of the time between two readings, `elapsed` apart. Latencies are of that time only;
/// LoopLag and CommitTime are the longest.
Sample sampleBetween(const MetricsTotals &before, const MetricsTotals &after,
                     std::chrono::duration<double> elapsed);

/// The samples of the last 24 hours, the older the coarser. A point covers the same stretch of the
/// clock at every resolution (00:00:10 to 00:00:20, …). It holds averages, and the maxima of
/// latencies and of the storage's queue. Fixed memory of about 250 KB. Event loop only.
class MetricsHistory
{
public:
    struct Resolution
    {
        std::chrono::seconds step;
        /// How many points of it are kept.
        int kept;
    };
    /// A second for ten minutes, ten for three hours, a minute for a day.
    static constexpr std::array<Resolution, 3> resolutions{{{std::chrono::seconds(1), 600},
                                                            {std::chrono::seconds(10), 1080},
                                                            {std::chrono::seconds(60), 1440}}};

    MetricsHistory();

    void add(Timestamp at, const Sample &sample);

    struct Points
    {
        std::chrono::seconds step{1};
        /// Of the first point.
        Timestamp from = {};
        /// Without gaps in time; empty: nothing was measured then, as the process did not run.
        std::vector<std::optional<Sample>> samples = {};
    };
    /// The newest `count` points at a step of `resolutions`, up to `now`; at most those that are
    /// kept.
    Points points(std::chrono::seconds step, int count, Timestamp now) const;

private:
    struct Point
    {
        /// The time divided by the step; -1: unused.
        qint64 slot = -1;
        int samples = 0;
        Sample values = {};
    };
    using Ring = std::vector<Point>;

    static Point &place(Ring &ring, qint64 slot) { return ring[size_t(slot) % ring.size()]; }
    static const Point *find(const Ring &ring, qint64 slot);
    static void include(Point &point, const Sample &sample);

    std::array<Ring, resolutions.size()> m_rings;
};

} // namespace parlance
