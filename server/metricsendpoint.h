// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/metrics.h"
#include "http/exchange.h"

namespace parlance {

/// Answers GET /metrics on the listener for it, for Prometheus. Event loop only.
class MetricsEndpoint
{
public:
    /// `metrics` outlives it. `token`: what a client must send as `Authorization: Bearer`; empty:
    /// everybody may read.
    MetricsEndpoint(const Metrics &metrics, QByteArray token);

    http::Response answer(const http::Request &request) const;

private:
    bool isAllowed(const http::Request &request) const;

    const Metrics &m_metrics;
    const QByteArray m_token;
};

} // namespace parlance
