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

private:
    std::unique_ptr<RoutedFront> m_front;

private Q_SLOTS:
    void init() { m_front = std::make_unique<RoutedFront>(); }
    void cleanup() { m_front.reset(); }

    void clientLeavesWithReplyPending_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::newRow("fin") << false;
        QTest::newRow("rst") << true;
    }

    void clientLeavesWithReplyPending()
    {
        QFETCH(bool, reset);
        QVERIFY(m_front->start());
        {
            RawClient client(*m_front);
            client.get("/slow/a");
            client.get("/slow/b");
            QTRY_COMPARE(m_front->held.size(), 2);
            if (reset)
                client.socket.abort();
            else
                client.socket.disconnectFromHost();
        }
        QTRY_COMPARE(m_front->aborted, 2);
        m_front->replyHeld(0, "no recipient");
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
        RawClient next(*m_front);
        next.get("/fast");
        QCOMPARE(next.takeAnswer().status, 200);
    }

    void closeIsHonoured()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.get("/fast", "Connection: close\r\n");
        QCOMPARE(client.takeAnswer().field("Connection"), QByteArray("close"));
        QVERIFY(client.waitForClosed());
        RawClient old(*m_front);
        old.send("GET /fast HTTP/1.0\r\n\r\n");
        const Answer answer = old.takeAnswer();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.field("Connection"), QByteArray("close"));
        QVERIFY(old.waitForClosed());
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
    }

    void closeWaitsForEarlierAnswers()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.get("/slow/a");
        client.get("/fast", "Connection: close\r\n");
        client.get("/fast");
        QTRY_COMPARE(m_front->requests, 2);
        m_front->replyHeld(0, "a");
        QCOMPARE(client.takeAnswer().body, QByteArray("a"));
        QCOMPARE(client.takeAnswer().body, QByteArray("fast"));
        QVERIFY(client.waitForClosed());
        QVERIFY(client.pull().isEmpty());
        QCOMPARE(m_front->requests, 2);
    }

    void refusalReachesAClientThatSendsOn()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n");
        client.send(QByteArray(2'000'000, 'x'));
        QCOMPARE(client.takeAnswer().status, 413);
        QVERIFY(client.waitForClosed());
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
    }

    void refusalWaitsForAClientThatSendsFirst()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        // With a full buffer, Qt does not read while it writes.
        client.socket.setReadBufferSize(1);
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n");
        client.send(QByteArray(10'000'000, 'x'));
        QTRY_COMPARE(client.socket.bytesToWrite(), 0);
        client.socket.setReadBufferSize(0);
        QCOMPARE(client.takeAnswer().status, 413);
        QVERIFY(client.waitForClosed());
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
    }

    void shutDownFinishesAnswers()
    {
        QVERIFY(m_front->start());
        RawClient idle(*m_front);
        idle.get("/fast");
        QCOMPARE(idle.takeAnswer().status, 200);
        RawClient busy(*m_front);
        busy.get("/slow/a");
        QTRY_COMPARE(m_front->held.size(), 1);
        m_front->port->shutDown();
        QVERIFY(idle.waitForClosed());
        m_front->replyHeld(0, "a");
        QCOMPARE(busy.takeAnswer().body, QByteArray("a"));
        QVERIFY(busy.waitForClosed());
    }

    void listenerDeletedWithOpenExchange()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.get("/slow/a");
        QTRY_COMPARE(m_front->held.size(), 1);
        m_front->port.reset();
        QCOMPARE(m_front->aborted, 1);
        m_front->replyHeld(0, "no recipient");
    }
};

PARLANCE_TEST(TestNetClosing)

} // namespace tst_netclosing

#include "tst_netclosing.moc"
