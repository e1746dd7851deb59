// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metricshistory.h"

#include <algorithm>
#include <cmath>

namespace parlance {

namespace {

/// How several samples become one point.
enum class RollUp { Mean, Max };

struct SeriesRow
{
    const char *name;
    RollUp rollUp;
};

// In the order of Series.
constexpr std::array<SeriesRow, seriesCount> rows{{
    {"connections", RollUp::Mean},
    {"usersOnline", RollUp::Mean},
    {"connectsPerSecond", RollUp::Mean},
    {"disconnectsPerSecond", RollUp::Mean},
    {"messagesPerSecond", RollUp::Mean},
    {"deliveriesPerSecond", RollUp::Mean},
    {"refusalsPerSecond", RollUp::Mean},
    {"rateLimitedPerSecond", RollUp::Mean},
    {"deliveryP50Ms", RollUp::Max},
    {"deliveryP95Ms", RollUp::Max},
    {"deliveryP99Ms", RollUp::Max},
    {"loopLagMs", RollUp::Max},
    {"commitMs", RollUp::Max},
    {"storageQueue", RollUp::Max},
    {"cpuCores", RollUp::Mean},
    {"memoryBytes", RollUp::Mean},
}};

float milliseconds(double seconds)
{
    return float(seconds * 1000);
}

} // namespace

const char *seriesName(Series series)
{
    return rows[size_t(series)].name;
}

Sample sampleBetween(const MetricsTotals &before, const MetricsTotals &after,
                     std::chrono::duration<double> elapsed)
{
    const auto rate = [elapsed](quint64 earlier, quint64 later) {
        return float(double(later - earlier) / elapsed.count());
    };
    const LatencyHistogram deliveries = after.deliveryTimes.since(before.deliveryTimes);
    Sample sample{};
    const auto set = [&sample](Series series, float value) { sample[size_t(series)] = value; };
    set(Series::Connections, float(after.connections));
    set(Series::UsersOnline, float(after.usersOnline));
    set(Series::ConnectsPerSecond, rate(before.connects, after.connects));
    set(Series::DisconnectsPerSecond, rate(before.disconnects, after.disconnects));
    set(Series::MessagesPerSecond, rate(before.messagesPosted, after.messagesPosted));
    set(Series::DeliveriesPerSecond, rate(before.messageDeliveries, after.messageDeliveries));
    set(Series::RefusalsPerSecond, rate(before.refusals, after.refusals));
    set(Series::RateLimitedPerSecond, rate(before.rateLimited, after.rateLimited));
    set(Series::DeliveryP50, milliseconds(deliveries.quantile(0.5)));
    set(Series::DeliveryP95, milliseconds(deliveries.quantile(0.95)));
    set(Series::DeliveryP99, milliseconds(deliveries.quantile(0.99)));
    set(Series::LoopLag, milliseconds(after.loopLags.since(before.loopLags).quantile(1)));
    set(Series::CommitTime, milliseconds(after.commitTimes.since(before.commitTimes).quantile(1)));
    set(Series::StorageQueue, float(after.queuedWrites + after.queuedReads));
    set(Series::CpuCores, float((after.cpuSeconds - before.cpuSeconds) / elapsed.count()));
    set(Series::MemoryBytes, float(after.memoryBytes));
    return sample;
}

MetricsHistory::MetricsHistory()
{
    for (size_t i = 0; i < m_rings.size(); ++i)
        m_rings[i].resize(size_t(resolutions[i].kept));
}

const MetricsHistory::Point *MetricsHistory::find(const Ring &ring, qint64 slot)
{
    const Point &point = ring[size_t(slot) % ring.size()];
    return point.slot == slot ? &point : nullptr;
}

void MetricsHistory::add(Timestamp at, const Sample &sample)
{
    for (size_t i = 0; i < m_rings.size(); ++i) {
        const qint64 slot =
            std::chrono::floor<std::chrono::seconds>(at).time_since_epoch() / resolutions[i].step;
        Point &point = place(m_rings[i], slot);
        if (point.slot != slot)
            point = {slot, 0, {}};
        include(point, sample);
    }
}

void MetricsHistory::include(Point &point, const Sample &sample)
{
    ++point.samples;
    for (size_t i = 0; i < seriesCount; ++i) {
        float &kept = point.values[i];
        const bool isFirst = point.samples == 1 || std::isnan(kept);
        if (isFirst)
            kept = sample[i];
        else if (rows[i].rollUp == RollUp::Max)
            kept = std::fmax(kept, sample[i]);
        else
            kept += (sample[i] - kept) / float(point.samples);
    }
}

MetricsHistory::Points MetricsHistory::points(std::chrono::seconds step, int count,
                                              Timestamp now) const
{
    const auto found = std::find_if(resolutions.begin(), resolutions.end(),
                                    [step](const Resolution &each) { return each.step == step; });
    if (found == resolutions.end())
        return {};
    const Ring &ring = m_rings[size_t(found - resolutions.begin())];
    const qint64 wanted = std::clamp(count, 0, found->kept);
    qint64 last = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch() / step;
    // Of this second there may be no sample yet.
    if (!find(ring, last))
        --last;
    Points points{step, Timestamp((last - wanted + 1) * step), {}};
    points.samples.reserve(size_t(wanted));
    for (qint64 slot = last - wanted + 1; slot <= last; ++slot) {
        const Point *point = find(ring, slot);
        points.samples.push_back(point ? std::optional(point->values) : std::nullopt);
    }
    return points;
}

} // namespace parlance
