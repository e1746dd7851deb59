// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/latencyhistogram.h"
#include "support/testprogram.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace tst_latencyhistogram {

using namespace parlance;
using namespace std::chrono_literals;
using std::chrono::microseconds;

class TestLatencyHistogram : public QObject
{
    Q_OBJECT

private:
    // The value whose rank the quantile names ("nearest rank").
    static double exact(const std::vector<qint64> &sorted, double quantile)
    {
        const auto rank = std::max<qint64>(1, qint64(std::ceil(quantile * double(sorted.size()))));
        return double(sorted[size_t(rank) - 1]);
    }

private Q_SLOTS:
    void hasNoQuantileOfNothing()
    {
        const LatencyHistogram empty;
        QVERIFY(std::isnan(empty.quantile(0.5)));
        QCOMPARE(empty.count(), 0u);
        QCOMPARE(empty.countBelow(25), 0u);
    }

    void isNearTheExactQuantiles_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("even") << 0;
        QTest::newRow("log-normal, as latencies are") << 1;
        QTest::newRow("two peaks") << 2;
        QTest::newRow("few microseconds") << 3;
    }
    void isNearTheExactQuantiles()
    {
        QFETCH(int, kind);
        std::mt19937 random(7);
        std::uniform_int_distribution<qint64> even(0, 60'000'000);
        std::lognormal_distribution<double> skewed(8, 1.5);
        std::vector<qint64> times;
        LatencyHistogram histogram;
        for (int i = 0; i < 20'000; ++i) {
            const qint64 values[] = {even(random), qint64(skewed(random)),
                                     i % 10 == 0 ? 3'000'000 + i : 400 + i % 7, i % 40};
            times.push_back(std::min<qint64>(values[kind], 67'000'000));
            histogram.record(microseconds(times.back()));
        }
        std::sort(times.begin(), times.end());
        for (const double quantile : {0.0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
            const double wanted = exact(times, quantile);
            const double is = histogram.quantile(quantile) * 1e6;
            QVERIFY2(
                std::fabs(is - wanted) <= wanted / 64 + 1e-6,
                qPrintable(QStringLiteral("%1: %2, not %3").arg(quantile).arg(is).arg(wanted)));
        }
        QCOMPARE(histogram.count(), quint64(times.size()));
        const double sum = std::accumulate(times.begin(), times.end(), 0.0);
        QVERIFY(std::fabs(histogram.sum() * 1e6 - sum) < 1);
    }

    void countsExactlyAtPowersOfTwo()
    {
        LatencyHistogram histogram;
        for (qint64 time = 0; time < 5000; ++time)
            histogram.record(microseconds(time));
        for (int power = 0; power <= 12; ++power)
            QCOMPARE(histogram.countBelow(power), quint64(1) << power);
        QCOMPARE(histogram.countBelow(13), 5000u);
        QCOMPARE(histogram.countBelow(25), 5000u);
    }

    void takesWhatIsOutOfRange()
    {
        LatencyHistogram histogram;
        histogram.record(-5ms);
        histogram.record(1h);
        histogram.record(24h * 365);
        QCOMPARE(histogram.count(), 3u);
        QCOMPARE(histogram.quantile(0), 0.0);
        QVERIFY(histogram.quantile(1) > 66 && histogram.quantile(1) < 68);
        QCOMPARE(histogram.countBelow(25), 1u);
        QCOMPARE(histogram.sum(), 3600.0 + 24 * 365 * 3600.0);
    }

    void tellsWhatWasRecordedSince()
    {
        LatencyHistogram histogram;
        histogram.record(10ms);
        const LatencyHistogram before = histogram;
        QCOMPARE(histogram.since(before).count(), 0u);
        QVERIFY(std::isnan(histogram.since(before).quantile(0.5)));
        histogram.record(80us);
        const LatencyHistogram since = histogram.since(before);
        QCOMPARE(since.count(), 1u);
        QVERIFY(since.quantile(1) < 100e-6);
        QVERIFY(std::fabs(since.sum() - 80e-6) < 1e-9);
    }

    void merges()
    {
        LatencyHistogram one;
        LatencyHistogram other;
        for (int i = 0; i < 100; ++i)
            (i < 90 ? one : other).record(i < 90 ? 1ms : 1s);
        one.merge(other);
        QCOMPARE(one.count(), 100u);
        QVERIFY(one.quantile(0.9) < 0.0011);
        QVERIFY(one.quantile(0.91) > 0.9);
        one.reset();
        QCOMPARE(one.count(), 0u);
        QCOMPARE(one.sum(), 0.0);
    }
};

PARLANCE_TEST(TestLatencyHistogram)

} // namespace tst_latencyhistogram

#include "tst_latencyhistogram.moc"
