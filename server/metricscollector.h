// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"
#include "metrics/looplag.h"
#include "network.h"

namespace parlance {

/// Reads the counters of all parts for Metrics, and takes its samples. Event loop only.
class MetricsCollector
{
public:
    /// Both outlive it.
    MetricsCollector(Core &core, const Network &network);

    /// Takes a sample once a second from now on.
    void start();

private:
    MetricsTotals totals() const;
    MetricsReading reading() const;
    std::vector<ConnectionCount> connections() const;
    LabelledCounts malformed() const;
    LabelledCounts callErrors() const;
    LabelledCounts rateLimited() const;
    LabelledCounts disconnects() const;
    void sample();

    Core &m_core;
    const Network &m_network;
    const Timestamp m_startedAt;
    LoopLag m_lag;
    Deadline m_next;
};

} // namespace parlance
