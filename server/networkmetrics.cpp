// SPDX-License-Identifier: GPL-3.0-or-later
// The listener that shows the figures, and what the network counts for them.
#include "network.h"

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

/// A few scrape; whoever opens more is refused.
constexpr int metricsConnections = 16;

} // namespace

void Network::addMetrics()
{
    const auto answer = [this](const http::ExchangePtr &exchange, const QStringList &) {
        exchange->reply(m_metrics.answer(exchange->request()));
    };
    m_metricsRouter.add(http::Method::Get, u"/metrics"_s, answer);
}

net::HttpServices Network::metricsServices()
{
    const auto dispatch = [this](const http::ExchangePtr &exchange) {
        m_metricsRouter.dispatch(exchange);
    };
    return {m_core.timers, m_frontend, m_noWebSockets, m_noOrigins, m_proxies, m_limits, dispatch};
}

Result<QString> Network::listenForMetrics()
{
    const ListenAddress &address = *m_config.metricsListen;
    net::PortMuxOptions options = listenerOptions(address);
    options.connections = metricsConnections;
    const auto url = listenOn(address, metricsServices(), options);
    if (!url)
        return url.error();
    m_metricsListener = m_listeners.back().get();
    return *url + u" (metrics)"_s;
}

LabelledCounts Network::statuses(net::StatusCounts net::HttpCounters::*which) const
{
    LabelledCounts counts;
    for (int status = 0; status < net::StatusCounts::end; ++status) {
        quint64 count = 0;
        for (const auto &listener : m_listeners) {
            if (listener.get() != m_metricsListener)
                count += (listener->counters().*which).of(status);
        }
        if (count > 0)
            counts.push_back({QString::number(status), count});
    }
    return counts;
}

Network::RefusedPackets Network::refusedPackets() const
{
    return {m_webSockets.counters().refusedFrames + m_adminWebSockets.counters().refusedFrames,
            m_engine.refusedPackets(), m_sockets.endpoint().refusedPackets()};
}

} // namespace parlance
