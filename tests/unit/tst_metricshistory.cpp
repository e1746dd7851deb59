// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/metrics.h"
#include "support/testprogram.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tst_metricshistory {

using namespace parlance;
using namespace std::chrono_literals;

constexpr float none = std::numeric_limits<float>::quiet_NaN();

Sample sampleOf(float connections, float latency)
{
    Sample sample{};
    sample[size_t(Series::Connections)] = connections;
    sample[size_t(Series::DeliveryP95)] = latency;
    return sample;
}

float valueOf(const std::optional<Sample> &sample, Series series)
{
    return sample ? (*sample)[size_t(series)] : -1;
}

/// A whole number of days and minutes after 1970.
const Timestamp midnight = fromEpochMs(1'796'083'200'000);

class TestMetricsHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsSecondsAsTheyAre()
    {
        MetricsHistory history;
        for (int i = 0; i < 5; ++i)
            history.add(midnight + i * 1s + 500ms, sampleOf(float(i), float(10 * i)));
        const auto points = history.points(1s, 5, midnight + 4900ms);
        QCOMPARE(points.step, 1s);
        QCOMPARE(points.from, midnight);
        QCOMPARE(points.samples.size(), 5u);
        for (size_t i = 0; i < 5; ++i) {
            QCOMPARE(valueOf(points.samples[i], Series::Connections), float(i));
            QCOMPARE(valueOf(points.samples[i], Series::DeliveryP95), float(10 * i));
        }
        // The next second has begun, but has no sample yet.
        QCOMPARE(history.points(1s, 5, midnight + 5100ms).from, midnight);
    }

    void keepsAveragesAndTheWorstLatency()
    {
        MetricsHistory history;
        for (int i = 0; i < 60; ++i)
            history.add(midnight + i * 1s, sampleOf(float(i), i == 17   ? 250.0F
                                                              : i == 18 ? none
                                                                        : 1));
        const auto tens = history.points(10s, 6, midnight + 59s);
        QCOMPARE(tens.from, midnight);
        for (size_t i = 0; i < 6; ++i) {
            QVERIFY(
                qFuzzyCompare(valueOf(tens.samples[i], Series::Connections), 10 * float(i) + 4.5F));
            QCOMPARE(valueOf(tens.samples[i], Series::DeliveryP95), i == 1 ? 250.0F : 1.0F);
        }
        const auto minute = history.points(60s, 1, midnight + 59s);
        QVERIFY(qFuzzyCompare(valueOf(minute.samples[0], Series::Connections), 29.5F));
        QCOMPARE(valueOf(minute.samples[0], Series::DeliveryP95), 250.0F);
    }

    void tellsNoValueFromZero()
    {
        MetricsHistory history;
        for (int i = 0; i < 10; ++i)
            history.add(midnight + i * 1s, sampleOf(1, none));
        QVERIFY(std::isnan(
            valueOf(history.points(10s, 1, midnight + 9s).samples[0], Series::DeliveryP95)));
        history.add(midnight + 10s, sampleOf(1, none));
        history.add(midnight + 11s, sampleOf(1, 3));
        history.add(midnight + 12s, sampleOf(1, none));
        QCOMPARE(valueOf(history.points(10s, 1, midnight + 12s).samples[0], Series::DeliveryP95),
                 3.0F);
    }

    void keepsADay()
    {
        MetricsHistory history;
        constexpr int seconds = 24 * 3600 + 300;
        for (int i = 0; i < seconds; ++i)
            history.add(midnight + i * 1s + 500ms, sampleOf(float(i), i == 5000 ? 99.0F : 1));
        const Timestamp now = midnight + seconds * 1s - 100ms;
        for (const auto &[step, kept] : MetricsHistory::resolutions) {
            // It keeps no more than it says, whatever is asked.
            const auto points = history.points(step, 1'000'000, now);
            QCOMPARE(int(points.samples.size()), kept);
            for (const auto &sample : points.samples)
                QVERIFY(sample);
            const auto first = (points.from - midnight) / 1s;
            const float mean = float(first) + float(step.count() - 1) / 2;
            QVERIFY(std::fabs(valueOf(points.samples[0], Series::Connections) - mean) < 0.1F);
        }
        const auto day = history.points(60s, 1440, now);
        QCOMPARE(day.from, midnight + 300s);
        // The second 5000 is in the minute 83, 5 minutes are gone.
        for (size_t i = 0; i < day.samples.size(); ++i)
            QCOMPARE(valueOf(day.samples[i], Series::DeliveryP95), i == 83 - 5 ? 99.0F : 1.0F);
    }

    void hasGapsWhereNothingRan()
    {
        MetricsHistory history;
        history.add(midnight, sampleOf(1, 1));
        history.add(midnight + 47s, sampleOf(2, 1));
        const auto seconds = history.points(1s, 48, midnight + 47s);
        for (size_t i = 0; i < 48; ++i)
            QCOMPARE(seconds.samples[i].has_value(), i == 0 || i == 47);
        const auto tens = history.points(10s, 5, midnight + 47s);
        for (size_t i = 0; i < 5; ++i)
            QCOMPARE(tens.samples[i].has_value(), i == 0 || i == 4);
        // After a night of sleep, nothing of the evening passes for the morning.
        history.add(midnight + 8h, sampleOf(3, 1));
        const auto morning = history.points(1s, 600, midnight + 8h);
        QCOMPARE(std::count_if(morning.samples.begin(), morning.samples.end(),
                               [](const auto &sample) { return sample.has_value(); }),
                 1);
    }

    void takesAClockThatIsSetBack()
    {
        MetricsHistory history;
        for (int i = 0; i < 20; ++i)
            history.add(midnight + i * 1s, sampleOf(1, 1));
        history.add(midnight + 5s, sampleOf(7, 1));
        const auto points = history.points(1s, 3, midnight + 5s);
        QCOMPARE(points.from, midnight + 3s);
        QCOMPARE(valueOf(points.samples[1], Series::Connections), 1.0F);
        // The two samples of this second are one point.
        QCOMPARE(valueOf(points.samples[2], Series::Connections), 4.0F);
    }

    void refusesOtherSteps()
    {
        const MetricsHistory history;
        QVERIFY(history.points(7s, 10, midnight).samples.empty());
        QVERIFY(history.points(1s, -5, midnight).samples.empty());
    }

    void makesRatesOfCounts()
    {
        MetricsTotals before;
        before.messagesPosted = 100;
        before.cpuSeconds = 3;
        before.deliveryTimes.record(9s);
        MetricsTotals after = before;
        after.connections = 12;
        after.messagesPosted = 130;
        after.messageDeliveries = 3000;
        after.cpuSeconds = 3.5;
        after.queuedReads = 2;
        after.queuedWrites = 3;
        for (int i = 1; i <= 100; ++i)
            after.deliveryTimes.record(i * 1ms);
        const Sample sample = sampleBetween(before, after, 2s);
        const auto is = [&sample](Series series) { return sample[size_t(series)]; };
        QCOMPARE(is(Series::Connections), 12.0F);
        QCOMPARE(is(Series::MessagesPerSecond), 15.0F);
        QCOMPARE(is(Series::DeliveriesPerSecond), 1500.0F);
        QCOMPARE(is(Series::CpuCores), 0.25F);
        QCOMPARE(is(Series::StorageQueue), 5.0F);
        QVERIFY(std::fabs(is(Series::DeliveryP50) - 50) < 1);
        QVERIFY(std::fabs(is(Series::DeliveryP95) - 95) < 2);
        QVERIFY(std::fabs(is(Series::DeliveryP99) - 99) < 2);
        QVERIFY(std::isnan(is(Series::LoopLag)));
    }

    void samplesInTheMiddleOfEachSecond()
    {
        Timestamp now = midnight + 120ms;
        Metrics::Moment steady{1h};
        quint64 posted = 0;
        const auto totals = [&posted] {
            MetricsTotals read;
            read.messagesPosted = posted;
            return read;
        };
        Metrics metrics([&now] { return now; }, [&steady] { return steady; });
        metrics.setSource({totals, [] { return MetricsReading(); }});
        const auto pass = [&](std::chrono::milliseconds time) {
            now += time;
            steady += time;
        };
        auto wait = metrics.sample();
        QVERIFY(!metrics.latest());
        for (int i = 0; i < 200; ++i) {
            pass(wait + std::chrono::milliseconds(i % 3 == 0 ? 40 : 0));
            posted += 10;
            wait = metrics.sample();
            QVERIFY(wait >= 250ms && wait <= 1250ms);
        }
        const auto history = metrics.history(1s, 150);
        for (const auto &sample : history.samples)
            QVERIFY(sample && (*sample)[size_t(Series::MessagesPerSecond)] > 8);
        const quint64 lastMinute = posted - metrics.aMinuteAgo().messagesPosted;
        QVERIFY(lastMinute >= 600 && lastMinute <= 700);
        // A timer that fires too early adds nothing.
        pass(1ms);
        metrics.sample();
        QVERIFY((*metrics.latest())[size_t(Series::MessagesPerSecond)] > 8);
    }
};

PARLANCE_TEST(TestMetricsHistory)

} // namespace tst_metricshistory

#include "tst_metricshistory.moc"
