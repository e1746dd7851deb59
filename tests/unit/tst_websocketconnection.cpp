// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"
#include "support/testsupport.h"
#include "support/websocketpeer.h"

#include <QElapsedTimer>

namespace tst_websocketconnection {

using namespace parlance;
using namespace parlance::test;
using namespace std::chrono_literals;
using websocket::Connection;
using websocket::encodeFrame;
using websocket::Opcode;

/// What a connection owes to the others and to itself; the protocol is tst_netwebsocket's.
class TestWebSocketConnection : public QObject
{
    Q_OBJECT

private:
    TimerQueue m_timers;

private Q_SLOTS:
    void manyFramesLeaveTurnsToOthers_data()
    {
        QTest::addColumn<bool>("closes");
        QTest::newRow("close frame") << true;
        QTest::newRow("just leaves") << false;
    }
    void manyFramesLeaveTurnsToOthers()
    {
        QFETCH(bool, closes);
        WebSocketPeer peer(m_timers);
        const auto connection = peer.takeConnection();
        QByteArrayList received;
        QList<int> closed;
        qsizetype inOneTurn = 0;
        connect(connection.get(), &Connection::textReceived, this, [&](const QByteArray &text) {
            received += text;
            if (received.size() == 1)
                QMetaObject::invokeMethod(
                    this, [&] { inOneTurn = received.size(); }, Qt::QueuedConnection);
        });
        connect(connection.get(), &Connection::closed, this, [&](quint16 code) { closed += code; });
        QByteArrayList expected;
        for (int i = 0; i < 2000; ++i) {
            expected += QByteArray::number(i);
            peer.sendText(expected.last());
        }
        if (closes)
            peer.sendClose(1000);
        else
            peer.leave();
        QTRY_COMPARE(closed, QList<int>{closes ? 1000 : 1006});
        QCOMPARE(received, expected);
        QVERIFY2(inOneTurn <= 64, qPrintable(QString::number(inOneTurn)));
    }

    void largeMessagesLeaveTurnsToOthers_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<qsizetype>("mostInOneTurn");
        QTest::newRow("below the budget") << qsizetype(100'000) << qsizetype(3);
        QTest::newRow("above it") << qsizetype(999'000) << qsizetype(1);
    }
    /// What is small on its way may be large once it is inflated.
    void largeMessagesLeaveTurnsToOthers()
    {
        QFETCH(qsizetype, size);
        QFETCH(qsizetype, mostInOneTurn);
        WebSocketPeer peer(m_timers, {.deflate = websocket::DeflateParameters()});
        const auto connection = peer.takeConnection();
        qsizetype received = 0;
        qsizetype thisTurn = 0;
        qsizetype most = 0;
        QObject turn;
        connect(connection.get(), &Connection::textReceived, &turn, [&](const QByteArray &text) {
            received += text.size();
            most = std::max(most, ++thisTurn);
            QMetaObject::invokeMethod(
                &turn, [&] { thisTurn = 0; }, Qt::QueuedConnection);
        });
        const QByteArray message = websocket::Deflater().deflate(QByteArray(size, 'x'), 15);
        for (int i = 0; i < 30; ++i)
            peer.sendDeflated(message);
        QTRY_COMPARE(received, 30 * size);
        QCOMPARE(most, mostInOneTurn);
    }

    void heartbeatKeepsWhoAnswers()
    {
        WebSocketPeer peer(m_timers);
        const auto connection = peer.takeConnection();
        QList<int> closed;
        connect(connection.get(), &Connection::closed, this, [&](quint16 code) { closed += code; });
        QElapsedTimer clock;
        clock.start();
        connection->startHeartbeat(20ms, 500ms);
        QTRY_VERIFY(clock.elapsed() > 700);
        QVERIFY(connection->isOpen());
        QVERIFY(peer.pings > 1);
        connection->close(1000);
        // What was sent before has come too.
        QTRY_COMPARE(peer.closeCode, quint16(1000));
        const int pings = peer.pings;
        peer.sendClose(1000);
        QTRY_COMPARE(closed, QList<int>{1000});
        QCOMPARE(peer.pings, pings);
    }

    void pingsGoBehindWhatWasSent()
    {
        WebSocketPeer peer(m_timers);
        const auto connection = peer.takeConnection();
        QByteArrayList pongs;
        connect(connection.get(), &Connection::pongReceived, this, [&](const QByteArray &payload) {
            // All that stood before it had come when it was answered.
            QCOMPARE(peer.messages, QByteArrayList{"a"});
            pongs += payload;
        });
        connection->sendText("a");
        connection->sendPing("one");
        connection->sendPing({});
        QTRY_COMPARE(pongs, (QByteArrayList{"one", ""}));
        QCOMPARE(peer.payloads, pongs);
        peer.sendPong("unasked");
        QTRY_COMPARE(pongs.size(), 3);
    }

    void countsWholeFrames()
    {
        WebSocketPeer peer(m_timers);
        const auto connection = peer.takeConnection();
        QByteArrayList texts;
        connect(connection.get(), &Connection::textReceived, this,
                [&](const QByteArray &text) { texts += text; });
        peer.sendText("hello");
        peer.sendText(QByteArray(200, 'a'));
        QTRY_COMPARE(texts.size(), 2);
        QCOMPARE(connection->bytesIn(), quint64(6 + 5 + 8 + 200));
        QCOMPARE(connection->bytesOut(), quint64(0));
        connection->sendText("hi");
        connection->sendEncoded(encodeFrame(Opcode::Text, QByteArray(200, 'b')));
        connection->sendPing("x");
        QCOMPARE(connection->bytesOut(), quint64(2 + 2 + 4 + 200 + 2 + 1));
        QTRY_COMPARE(connection->bytesIn(), quint64(6 + 5 + 8 + 200 + 6 + 1));
    }

    void heartbeatsAreTimed()
    {
        WebSocketPeer peer(m_timers);
        peer.pongs = false;
        const auto connection = peer.takeConnection();
        QByteArray seen;
        connect(connection.get(), &Connection::heartbeatSent, this, [&] { seen += 's'; });
        connect(connection.get(), &Connection::heartbeatAnswered, this, [&] { seen += 'a'; });
        connect(connection.get(), &Connection::pongReceived, this, [&] { seen += 'p'; });
        connection->startHeartbeat(10ms, 60s);
        QTRY_COMPARE(peer.payloads, QByteArrayList{"1"});
        QVERIFY(!connection->roundTrip());
        // A pong that nobody asked for is no answer.
        peer.sendPong({});
        QTRY_COMPARE(peer.payloads, (QByteArrayList{"1", "2"}));
        QCOMPARE(seen, QByteArray("sps"));
        peer.sendPong("1");
        QTRY_COMPARE(seen, QByteArray("spsp"));
        QVERIFY(!connection->roundTrip());
        QTRY_COMPARE(peer.payloads.size(), 3);
        peer.sendPong("3");
        QTRY_VERIFY(seen.endsWith('a'));
        QVERIFY(*connection->roundTrip() >= 0ms);
    }

    void receiversOfPongsMayDeleteIt()
    {
        WebSocketPeer peer(m_timers);
        auto connection = peer.takeConnection();
        connect(connection.get(), &Connection::pongReceived, this, [&] { connection.reset(); });
        for (int i = 0; i < 3; ++i)
            peer.sendPong("x");
        QTRY_VERIFY(!connection);
    }

    void heartbeatDropsWhoIsGone()
    {
        WebSocketPeer peer(m_timers);
        peer.pongs = false;
        const auto connection = peer.takeConnection();
        QList<int> closed;
        connect(connection.get(), &Connection::closed, this, [&](quint16 code) { closed += code; });
        connection->startHeartbeat(10ms, 30ms);
        QTRY_COMPARE(closed, QList<int>{1006});
        QCOMPARE(peer.pings, 1);
    }
};

PARLANCE_TEST(TestWebSocketConnection)

} // namespace tst_websocketconnection

#include "tst_websocketconnection.moc"
