// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/metrics.h"
#include "console/view.h"

namespace parlance::console {

/// The view "metrics": the figures of each second. Its cells are the series of the command
/// `metrics --history minute`, and "at". The position is the time in seconds since 1970.
class MetricsView : public EntryView
{
public:
    /// It outlives it.
    explicit MetricsView(const Metrics &metrics)
        : m_metrics(metrics)
    {
    }

    quint64 version() const override { return quint64(m_metrics.latestSecond()); }
    Result<EntryPage> read(quint64 after, int limit, const QMap<QString, QString> &filter,
                           const Actor &viewer) const override;

private:
    const Metrics &m_metrics;
};

} // namespace parlance::console
