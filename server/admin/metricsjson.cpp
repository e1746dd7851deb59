// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/metricsjson.h"

#include <QJsonArray>

#include <cmath>

namespace parlance::adminjson {

using namespace Qt::StringLiterals;

namespace {

/// No more digits than mean something, so that a day of points stays small: four, or all of a whole
/// number.
QJsonValue rounded(double value)
{
    if (!std::isfinite(value))
        return QJsonValue::Null;
    if (value == 0 || std::fabs(value) >= 1000)
        return std::round(value);
    const double scale = std::pow(10.0, 3 - std::floor(std::log10(std::fabs(value))));
    return std::round(value * scale) / scale;
}

QJsonObject latencies(const LatencyHistogram &times)
{
    const auto ms = [&times](double quantile) { return rounded(times.quantile(quantile) * 1000); };
    return {{u"count"_s, qint64(times.count())},
            {u"p50Ms"_s, ms(0.5)},
            {u"p95Ms"_s, ms(0.95)},
            {u"p99Ms"_s, ms(0.99)},
            {u"maxMs"_s, ms(1)}};
}

QJsonObject countsOf(const LabelledCounts &counts)
{
    QJsonObject json;
    for (const LabelledCount &each : counts) {
        if (each.count > 0)
            json.insert(each.label, qint64(each.count));
    }
    return json;
}

QJsonArray connectionKinds(const std::vector<ConnectionCount> &counts)
{
    QJsonArray json;
    for (const ConnectionCount &each : counts)
        json.append(QJsonObject{{u"transport"_s, each.transport},
                                {u"protocol"_s, each.protocol},
                                {u"dialect"_s, each.dialect},
                                {u"count"_s, each.count}});
    return json;
}

QJsonArray valuesOf(const MetricsHistory::Points &points, size_t series)
{
    QJsonArray values;
    for (const std::optional<Sample> &sample : points.samples)
        values.append(sample ? rounded(double((*sample)[series])) : QJsonValue::Null);
    return values;
}

void addTotals(QJsonObject &json, const MetricsTotals &totals)
{
    json.insert(u"connections"_s, totals.connections);
    json.insert(u"connectionsOpened"_s, qint64(totals.connects));
    json.insert(u"usersOnline"_s, totals.usersOnline);
    json.insert(u"messagesPosted"_s, qint64(totals.messagesPosted));
    json.insert(u"messageDeliveries"_s, qint64(totals.messageDeliveries));
    json.insert(u"pushes"_s, qint64(totals.pushes));
    json.insert(u"queuedWrites"_s, totals.queuedWrites);
    json.insert(u"queuedReads"_s, totals.queuedReads);
}

void addProcess(QJsonObject &json, const ProcessFigures &process)
{
    json.insert(u"cpuSeconds"_s, process.cpuSeconds);
    json.insert(u"memoryBytes"_s, process.memoryBytes);
    json.insert(u"descriptors"_s, process.descriptors);
    json.insert(u"descriptorLimit"_s, process.descriptorLimit);
}

void addCounts(QJsonObject &json, const MetricsReading &reading)
{
    json.insert(u"httpResponses"_s, countsOf(reading.httpResponses));
    json.insert(u"httpRejections"_s, countsOf(reading.httpRejections));
    json.insert(u"malformedPackets"_s, countsOf(reading.malformed));
    json.insert(u"callErrors"_s, countsOf(reading.callErrors));
    json.insert(u"rateLimited"_s, countsOf(reading.rateLimited));
    json.insert(u"disconnects"_s, countsOf(reading.disconnects));
}

} // namespace

QJsonObject metrics(const Metrics &metrics)
{
    const MetricsReading reading = metrics.reading();
    const MetricsTotals &now = reading.totals;
    const MetricsTotals &before = metrics.aMinuteAgo();
    const auto uptime =
        std::chrono::duration_cast<std::chrono::seconds>(reading.at - reading.startedAt);
    QJsonObject json{
        {u"version"_s, reading.version},
        {u"at"_s, toIsoString(reading.at)},
        {u"uptimeSeconds"_s, qint64(uptime.count())},
        {u"connectionKinds"_s, connectionKinds(reading.connections)},
        {u"delivery"_s, latencies(now.deliveryTimes.since(before.deliveryTimes))},
        {u"loopLag"_s, latencies(now.loopLags.since(before.loopLags))},
        {u"commit"_s, latencies(now.commitTimes.since(before.commitTimes))},
    };
    addTotals(json, now);
    addProcess(json, reading.process);
    addCounts(json, reading);
    const std::optional<Sample> &latest = metrics.latest();
    for (const Series series : {Series::MessagesPerSecond, Series::DeliveriesPerSecond})
        json.insert(QString::fromLatin1(seriesName(series)),
                    latest ? rounded(double((*latest)[size_t(series)])) : QJsonValue(0));
    return json;
}

QJsonObject history(const MetricsHistory::Points &points)
{
    QJsonObject series;
    for (size_t i = 0; i < seriesCount; ++i)
        series.insert(QString::fromLatin1(seriesName(Series(i))), valuesOf(points, i));
    return {{u"resolution"_s, qint64(points.step.count())},
            {u"from"_s, toIsoString(points.from)},
            {u"series"_s, series}};
}

QJsonObject sample(const Sample &values)
{
    QJsonObject json;
    for (size_t i = 0; i < seriesCount; ++i)
        json.insert(QLatin1StringView(seriesName(Series(i))), rounded(double(values[i])));
    return json;
}

} // namespace parlance::adminjson
