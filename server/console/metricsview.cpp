// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/metricsview.h"

#include "admin/metricsjson.h"

namespace parlance::console {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 kept = quint64(MetricsHistory::resolutions[0].kept);

} // namespace

Result<EntryPage> MetricsView::read(quint64 after, int limit, const QMap<QString, QString> &,
                                    const Actor &) const
{
    const quint64 newest = version();
    EntryPage page{.until = newest};
    if (after >= newest)
        return page;
    const quint64 first = std::max(after + 1, newest - std::min(newest, kept - 1));
    // Before its first answer, a console has missed nothing.
    page.skipped = after > 0 ? first - after - 1 : 0;
    const auto points = m_metrics.latestSeconds(int(newest - first + 1));
    quint64 second = first - 1;
    for (const std::optional<Sample> &each : points.samples) {
        ++second;
        if (!each)
            continue;
        QJsonObject cells = adminjson::sample(*each);
        cells.insert(u"at"_s, toIsoString(Timestamp(std::chrono::seconds(second))));
        page.entries.push_back({second, cells});
        page.until = second;
        if (page.entries.size() >= size_t(limit))
            return page;
    }
    page.until = newest;
    return page;
}

} // namespace parlance::console
