// SPDX-License-Identifier: GPL-3.0-or-later
#include "metricscollector.h"

#include "delivery/endreason.h"

#include <QCoreApplication>

#include <map>
#include <numeric>
#include <tuple>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<RateClass, const char *>, RateClassCount> rateClasses{{
    {RateClass::Rest, "rest"},
    {RateClass::Authentication, "authentication"},
    {RateClass::Socket, "socket"},
    {RateClass::LegacyApi, "legacy_api"},
    {RateClass::Opening, "opening"},
}};

quint64 sumOf(const LabelledCounts &counts)
{
    return std::accumulate(counts.begin(), counts.end(), quint64(0),
                           [](quint64 sum, const LabelledCount &each) { return sum + each.count; });
}

} // namespace

MetricsCollector::MetricsCollector(Core &core, const Network &network)
    : m_core(core)
    , m_network(network)
    , m_startedAt(systemNow())
    , m_next(core.timers)
{
    core.metrics.setSource({[this] { return totals(); }, [this] { return reading(); }});
}

void MetricsCollector::start()
{
    m_lag.start();
    sample();
}

void MetricsCollector::sample()
{
    m_next.start(m_core.metrics.sample(), [this] { sample(); });
}

MetricsTotals MetricsCollector::totals() const
{
    const SocketGateway &gateway = m_core.gateway;
    const Hub::Counters &sent = m_core.hub.counters();
    const DbExecutor::Figures storage = m_core.store.figures();
    MetricsTotals totals;
    totals.connections = gateway.connectionCount();
    totals.usersOnline = m_core.presence.usersOnline();
    totals.connects = gateway.counters().opened;
    totals.disconnects = sumOf(disconnects());
    totals.messagesPosted = m_core.messages.posted();
    totals.messageDeliveries = sent.messageDeliveries;
    totals.pushes = sent.pushes;
    totals.refusals = sumOf(m_network.rejections()) + sumOf(malformed()) + sumOf(callErrors());
    totals.rateLimited = sumOf(rateLimited());
    totals.queuedWrites = storage.writes;
    totals.queuedReads = storage.reads;
    totals.deliveryTimes = m_core.hub.deliveryTimes();
    totals.loopLags = m_lag.times();
    totals.commitTimes = storage.commitTimes;
    totals.cpuSeconds = processCpuSeconds();
    totals.memoryBytes = residentBytes();
    return totals;
}

MetricsReading MetricsCollector::reading() const
{
    MetricsReading reading;
    reading.version = QCoreApplication::applicationVersion();
    reading.at = systemNow();
    reading.startedAt = m_startedAt;
    reading.totals = totals();
    reading.connections = connections();
    reading.process = processFigures();
    reading.httpResponses = m_network.responses();
    reading.httpRejections = m_network.rejections();
    reading.malformed = malformed();
    reading.callErrors = callErrors();
    reading.rateLimited = rateLimited();
    reading.disconnects = disconnects();
    return reading;
}

std::vector<ConnectionCount> MetricsCollector::connections() const
{
    std::map<std::tuple<QString, QString, QString>, int> kinds;
    m_core.gateway.visit([&kinds](const ConnectionInfo &each) {
        ++kinds[{each.transport, each.protocol, each.dialect}];
    });
    std::vector<ConnectionCount> counts;
    for (const auto &[kind, count] : kinds)
        counts.push_back({std::get<0>(kind), std::get<1>(kind), std::get<2>(kind), count});
    return counts;
}

LabelledCounts MetricsCollector::malformed() const
{
    const SocketGateway::Counters &gateway = m_core.gateway.counters();
    const Network::RefusedPackets network = m_network.refusedPackets();
    return {{u"websocket"_s, network.webSocket},
            {u"engine.io"_s, network.engineIo},
            {u"socket.io"_s, network.socketIo + gateway.refusedEvents},
            {u"plain"_s, gateway.refusedFrames}};
}

LabelledCounts MetricsCollector::callErrors() const
{
    LabelledCounts counts;
    for (int i = 0; i < ErrorCodeCount; ++i) {
        const auto code = ErrorCode(i);
        const quint64 count = m_core.gateway.callErrors().of(code) +
                              m_core.gateway.counters().refusedConnections.of(code) +
                              m_network.callErrors().of(code);
        counts.push_back({errorName(code), count});
    }
    return counts;
}

LabelledCounts MetricsCollector::rateLimited() const
{
    LabelledCounts counts;
    for (const auto &[rate, name] : rateClasses)
        counts.push_back({QString::fromLatin1(name), m_core.admission.exceeded(rate)});
    return counts;
}

LabelledCounts MetricsCollector::disconnects() const
{
    LabelledCounts counts;
    for (int i = 0; i < EndReasonCount; ++i) {
        const auto name = QString::fromLatin1(endReasonName(EndReason(i)));
        counts.push_back({name, m_core.gateway.counters().ended[size_t(i)]});
    }
    return counts;
}

} // namespace parlance
