// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prometheustext.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>
#include <sstream>

namespace parlance {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

/// The bounds of buckets are powers of two of a microsecond, because at those LatencyHistogram
/// counts exactly: from a quarter of a millisecond to 16.8 s.
constexpr int firstPower = 8;
constexpr int lastPower = 24;

MetricFamily family(const char *name, const char *help, MetricType type)
{
    return {name, help, type, {}};
}

ClientMetric metricOf(MetricType type, double value)
{
    ClientMetric metric;
    (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    return metric;
}

MetricFamily single(MetricType type, const char *name, const char *help, double value)
{
    MetricFamily made = family(name, help, type);
    made.metric.push_back(metricOf(type, value));
    return made;
}

MetricFamily gauge(const char *name, const char *help, double value)
{
    return single(MetricType::Gauge, name, help, value);
}

MetricFamily counter(const char *name, const char *help, double value)
{
    return single(MetricType::Counter, name, help, value);
}

MetricFamily counters(const char *name, const char *help, const char *label,
                      const LabelledCounts &counts)
{
    MetricFamily made = family(name, help, MetricType::Counter);
    for (const LabelledCount &each : counts) {
        made.metric.push_back(metricOf(MetricType::Counter, double(each.count)));
        made.metric.back().label = {{label, each.label.toStdString()}};
    }
    return made;
}

MetricFamily histogram(const char *name, const char *help, const LatencyHistogram &times)
{
    MetricFamily made = family(name, help, MetricType::Histogram);
    ClientMetric metric;
    metric.histogram.sample_count = times.count();
    metric.histogram.sample_sum = times.sum();
    for (int power = firstPower; power <= lastPower; ++power)
        metric.histogram.bucket.push_back({times.countBelow(power), double(1 << power) / 1e6});
    made.metric.push_back(metric);
    return made;
}

MetricFamily connections(const std::vector<ConnectionCount> &counts)
{
    MetricFamily made =
        family("parlance_connections", "Open real-time connections.", MetricType::Gauge);
    for (const ConnectionCount &each : counts) {
        made.metric.push_back(metricOf(MetricType::Gauge, each.count));
        made.metric.back().label = {{"transport", each.transport.toStdString()},
                                    {"protocol", each.protocol.toStdString()},
                                    {"dialect", each.dialect.toStdString()}};
    }
    return made;
}

MetricFamily storageQueue(const MetricsTotals &totals)
{
    MetricFamily made = family("parlance_storage_queue_jobs",
                               "Jobs that wait for an answer of the storage.", MetricType::Gauge);
    const std::pair<const char *, qint64> queues[] = {{"write", totals.queuedWrites},
                                                      {"read", totals.queuedReads}};
    for (const auto &[name, length] : queues) {
        made.metric.push_back(metricOf(MetricType::Gauge, double(length)));
        made.metric.back().label = {{"queue", name}};
    }
    return made;
}

MetricFamily build(const QString &version)
{
    MetricFamily made = gauge("parlance_build_info", "Always 1; the label says the version.", 1);
    made.metric.back().label = {{"version", version.toStdString()}};
    return made;
}

// The names that all client libraries of Prometheus use.
std::vector<MetricFamily> processFamilies(const MetricsReading &reading)
{
    const ProcessFigures &process = reading.process;
    return {
        gauge("process_start_time_seconds", "When the server started, in seconds since 1970.",
              double(toEpochMs(reading.startedAt)) / 1000),
        counter("process_cpu_seconds_total", "CPU time of all threads, user and system.",
                process.cpuSeconds),
        gauge("process_resident_memory_bytes", "Resident memory.", double(process.memoryBytes)),
        gauge("process_open_fds", "Open file descriptors.", double(process.descriptors)),
        gauge("process_max_fds", "The limit of file descriptors.", double(process.descriptorLimit)),
    };
}

std::vector<MetricFamily> trafficFamilies(const MetricsTotals &totals)
{
    return {
        gauge("parlance_users_online", "Users with an open connection.",
              double(totals.usersOnline)),
        counter("parlance_connections_opened_total", "Real-time connections that began to open.",
                double(totals.connects)),
        counter("parlance_messages_posted_total", "Messages that were stored and published.",
                double(totals.messagesPosted)),
        counter("parlance_message_deliveries_total",
                "New messages sent to connections as they were posted.",
                double(totals.messageDeliveries)),
        counter("parlance_pushes_total", "Events of any kind sent to connections as they happened.",
                double(totals.pushes)),
        histogram("parlance_message_delivery_seconds",
                  "From parsing a call that posts a message to handing the bytes for its last "
                  "receiver to the socket; messages without a receiver are left out.",
                  totals.deliveryTimes),
        histogram("parlance_event_loop_lag_seconds", "How late the event loop ran a timer.",
                  totals.loopLags),
        storageQueue(totals),
        histogram("parlance_storage_commit_seconds", "Duration of COMMIT, with its sync.",
                  totals.commitTimes),
    };
}

std::vector<MetricFamily> refusalFamilies(const MetricsReading &reading)
{
    return {
        counters("parlance_http_responses_total", "Answers over HTTP.", "code",
                 reading.httpResponses),
        counters("parlance_http_rejections_total",
                 "HTTP requests that were refused before anything handled them.", "code",
                 reading.httpRejections),
        counters("parlance_malformed_packets_total", "Input that broke the rules of a protocol.",
                 "protocol", reading.malformed),
        counters("parlance_call_errors_total", "Calls that were answered with an error.", "code",
                 reading.callErrors),
        counters("parlance_rate_limited_total", "Calls above a rate limit.", "class",
                 reading.rateLimited),
        counters("parlance_disconnects_total", "Real-time connections that ended.", "reason",
                 reading.disconnects),
    };
}

} // namespace

QByteArray prometheusText(const MetricsReading &reading)
{
    std::vector<MetricFamily> families{build(reading.version), connections(reading.connections)};
    for (const auto &group :
         {processFamilies(reading), trafficFamilies(reading.totals), refusalFamilies(reading)})
        families.insert(families.end(), group.begin(), group.end());
    std::ostringstream text;
    prometheus::TextSerializer().Serialize(text, families);
    return QByteArray::fromStdString(text.str());
}

} // namespace parlance
