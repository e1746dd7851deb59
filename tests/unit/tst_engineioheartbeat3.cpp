// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/engineiofixture3.h"
#include "support/testprogram.h"

#include <QElapsedTimer>

namespace tst_engineioheartbeat3 {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;
using namespace std::chrono_literals;

using Fixture = EngineIoFixture3;
using Client = WebSocketClient3;

/// Clients of revision 3 send the pings, and the server answers.
class TestEngineIoHeartbeat3 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pingsAreAnswered_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("probe") << QByteArray("probe");
        QTest::newRow("text") << QByteArray("€");
    }
    void pingsAreAnswered()
    {
        QFETCH(QByteArray, data);
        Fixture f;
        const QByteArray sid = f.open();
        f.last()->sendText("a");
        const qsizetype units = QString::fromUtf8(data).size() + 1;
        f.post(sid, QByteArray::number(units) + ":2" + data);
        QCOMPARE(f.poll(sid)->body(), "2:4a" + QByteArray::number(units) + ":3" + data);
        Client client(f);
        client.peer.sendText('2' + data);
        QTRY_COMPARE(client.peer.messages.size(), 2);
        QCOMPARE(client.peer.messages.last(), '3' + data);
    }

    void serverDoesNotPing()
    {
        Fixture f(pinging(20ms, 200ms));
        Client client(f);
        QTRY_COMPARE(f.closed, QByteArrayList{"ping timeout"});
        QCOMPARE(client.peer.messages.size(), 1);
    }

    /// Any packet of a client counts as a heartbeat. Without one, the session times out.
    void silentSessionsEndInTime_data()
    {
        QTest::addColumn<QByteArray>("packet");
        QTest::newRow("ping") << QByteArray("1:2");
        QTest::newRow("message") << QByteArray("2:4a");
        QTest::newRow("noop") << QByteArray("1:6");
    }
    void silentSessionsEndInTime()
    {
        QFETCH(QByteArray, packet);
        Fixture f(pinging(120ms, 80ms));
        f.echo = false;
        const QByteArray sid = f.open();
        Deadline later(f.timers);
        QElapsedTimer clock;
        later.start(100ms, [&] {
            clock.start();
            f.post(sid, packet);
        });
        QTRY_COMPARE(f.closed, QByteArrayList{"ping timeout"});
        QVERIFY2(clock.isValid(), "too early");
        QVERIFY2(clock.elapsed() >= 198, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(f.poll(sid)->status(), 400);
    }
};

PARLANCE_TEST(TestEngineIoHeartbeat3)

} // namespace tst_engineioheartbeat3

#include "tst_engineioheartbeat3.moc"
