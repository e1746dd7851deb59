// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prometheustext.h"
#include "support/testprogram.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace tst_prometheustext {

using namespace parlance;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// The names and units are checked by promtool too: tests/admin/metrics.test.mjs.
class TestPrometheusText : public QObject
{
    Q_OBJECT

private:
    static MetricsReading reading()
    {
        MetricsReading reading{.version = u"1.2.3"_s};
        reading.startedAt = fromEpochMs(1'796'083'200'250);
        reading.connections = {{u"polling"_s, u"socket.io 5"_s, u"native"_s, 3},
                               {u"websocket"_s, u"plain"_s, u"phone"_s, 4}};
        reading.process = {1.5, 4096, 20, 1024};
        reading.totals.messagesPosted = 12'345'678'901;
        reading.totals.deliveryTimes.record(300us);
        reading.totals.deliveryTimes.record(700us);
        reading.totals.deliveryTimes.record(40s);
        reading.callErrors = {{u"not_member"_s, 5}, {u"muted"_s, 0}};
        return reading;
    }

    static QList<QByteArray> linesOf(const MetricsReading &reading)
    {
        return prometheusText(reading).split('\n');
    }

private Q_SLOTS:
    void writesEveryKind()
    {
        const auto lines = linesOf(reading());
        for (const QByteArray &line : {
                 "parlance_build_info{version=\"1.2.3\"} 1"_ba,
                 "# TYPE parlance_connections gauge"_ba,
                 "parlance_connections{transport=\"polling\",protocol=\"socket.io 5\",dialect="
                 "\"native\"} 3"_ba,
                 "parlance_connections{transport=\"websocket\",protocol=\"plain\",dialect="
                 "\"phone\"} "
                 "4"_ba,
                 "process_start_time_seconds 1796083200.25"_ba,
                 "process_cpu_seconds_total 1.5"_ba,
                 "process_open_fds 20"_ba,
                 "# TYPE parlance_messages_posted_total counter"_ba,
                 "parlance_messages_posted_total 12345678901"_ba,
                 "# TYPE parlance_message_delivery_seconds histogram"_ba,
                 "parlance_message_delivery_seconds_bucket{le=\"0.000256\"} 0"_ba,
                 "parlance_message_delivery_seconds_bucket{le=\"0.000512\"} 1"_ba,
                 "parlance_message_delivery_seconds_bucket{le=\"0.001024\"} 2"_ba,
                 "parlance_message_delivery_seconds_bucket{le=\"16.777216\"} 2"_ba,
                 "parlance_message_delivery_seconds_bucket{le=\"+Inf\"} 3"_ba,
                 "parlance_message_delivery_seconds_count 3"_ba,
                 "parlance_message_delivery_seconds_sum 40.001"_ba,
                 "parlance_call_errors_total{code=\"not_member\"} 5"_ba,
                 "parlance_call_errors_total{code=\"muted\"} 0"_ba,
                 "parlance_storage_queue_jobs{queue=\"write\"} 0"_ba,
             })
            QVERIFY2(lines.contains(line), line.constData());
    }

    void describesEachFamilyOnce()
    {
        const auto text = QString::fromUtf8(prometheusText(reading()));
        static const QRegularExpression help(u"^# HELP (\\S+) \\S"_s,
                                             QRegularExpression::MultilineOption);
        static const QRegularExpression type(u"^# TYPE (\\S+) (counter|gauge|histogram)$"_s,
                                             QRegularExpression::MultilineOption);
        QSet<QString> described;
        QSet<QString> typed;
        for (auto each = help.globalMatch(text); each.hasNext();)
            described.insert(each.next().captured(1));
        qsizetype families = 0;
        for (auto each = type.globalMatch(text); each.hasNext(); ++families) {
            const auto match = each.next();
            typed.insert(match.captured(1));
            QCOMPARE(match.captured(2) == u"counter"_s, match.captured(1).endsWith(u"_total"_s));
        }
        QCOMPARE(typed.size(), families);
        QCOMPARE(described, typed);
        QVERIFY(families > 20);
    }
};

PARLANCE_TEST(TestPrometheusText)

} // namespace tst_prometheustext

#include "tst_prometheustext.moc"
