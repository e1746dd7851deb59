// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/routedfront.h"
#include "support/testprogram.h"

namespace tst_netclosing {

using namespace parlance;
using namespace parlance::test;

/// How connections end: by the client, by an answer, by a refusal, by the server.
class TestNetClosing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clientLeavesWithReplyPending_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::newRow("fin") << false;
        QTest::newRow("rst") << true;
    }

    void clientLeavesWithReplyPending()
    {
        QFETCH(bool, reset);
        RoutedFront front;
        QVERIFY(front.start());
        {
            RawClient client(front);
            client.get("/slow/a");
            client.get("/slow/b");
            QTRY_COMPARE(front.held.size(), 2);
            if (reset)
                client.socket.abort();
            else
                client.socket.disconnectFromHost();
        }
        QTRY_COMPARE(front.aborted, 2);
        front.replyHeld(0, "no recipient");
        QTRY_COMPARE(front.port->connectionCount(), 0);
        RawClient next(front);
        next.get("/fast");
        QCOMPARE(next.takeAnswer().status, 200);
    }

    void closeIsHonoured()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.get("/fast", "Connection: close\r\n");
        QCOMPARE(client.takeAnswer().field("Connection"), QByteArray("close"));
        QVERIFY(client.waitForClosed());
        RawClient old(front);
        old.send("GET /fast HTTP/1.0\r\n\r\n");
        const Answer answer = old.takeAnswer();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.field("Connection"), QByteArray("close"));
        QVERIFY(old.waitForClosed());
        QTRY_COMPARE(front.port->connectionCount(), 0);
    }

    void closeWaitsForEarlierAnswers()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.get("/slow/a");
        client.get("/fast", "Connection: close\r\n");
        client.get("/fast");
        QTRY_COMPARE(front.requests, 2);
        front.replyHeld(0, "a");
        QCOMPARE(client.takeAnswer().body, QByteArray("a"));
        QCOMPARE(client.takeAnswer().body, QByteArray("fast"));
        QVERIFY(client.waitForClosed());
        QVERIFY(client.pull().isEmpty());
        QCOMPARE(front.requests, 2);
    }

    void refusalReachesAClientThatSendsOn()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n");
        client.send(QByteArray(2'000'000, 'x'));
        QCOMPARE(client.takeAnswer().status, 413);
        QVERIFY(client.waitForClosed());
        QTRY_COMPARE(front.port->connectionCount(), 0);
    }

    void refusalWaitsForAClientThatSendsFirst()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        // With a full buffer, Qt does not read while it writes.
        client.socket.setReadBufferSize(1);
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n");
        client.send(QByteArray(10'000'000, 'x'));
        QTRY_COMPARE(client.socket.bytesToWrite(), 0);
        client.socket.setReadBufferSize(0);
        QCOMPARE(client.takeAnswer().status, 413);
        QVERIFY(client.waitForClosed());
        QTRY_COMPARE(front.port->connectionCount(), 0);
    }

    void shutDownFinishesAnswers()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient idle(front);
        idle.get("/fast");
        QCOMPARE(idle.takeAnswer().status, 200);
        RawClient busy(front);
        busy.get("/slow/a");
        QTRY_COMPARE(front.held.size(), 1);
        front.port->shutDown();
        QVERIFY(idle.waitForClosed());
        front.replyHeld(0, "a");
        QCOMPARE(busy.takeAnswer().body, QByteArray("a"));
        QVERIFY(busy.waitForClosed());
    }

    void listenerDeletedWithOpenExchange()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.get("/slow/a");
        QTRY_COMPARE(front.held.size(), 1);
        front.port.reset();
        QCOMPARE(front.aborted, 1);
        front.replyHeld(0, "no recipient");
    }
};

PARLANCE_TEST(TestNetClosing)

} // namespace tst_netclosing

#include "tst_netclosing.moc"
