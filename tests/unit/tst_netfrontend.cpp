// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/routedfront.h"
#include "support/testprogram.h"

namespace tst_netfrontend {

using namespace parlance;
using namespace parlance::test;

/// A real listener, a router with a few routes, and clients that send raw bytes.
class TestNetFrontend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void simpleGet()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.get("/fast");
        const Answer answer = client.takeAnswer();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray("fast"));
        QCOMPARE(answer.field("Connection"), QByteArray("keep-alive"));
        QCOMPARE(answer.field("X-Content-Type-Options"), QByteArray("nosniff"));
        QVERIFY(answer.field("Date").endsWith(" GMT") && client.received.isEmpty());
    }

    void bodies()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
        QCOMPARE(client.takeAnswer().body, QByteArray("hello"));
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe");
        client.send("llo\r\n6\r\n world\r\n0\r\nX-T: 1\r\n\r\n");
        QCOMPARE(client.takeAnswer().body, QByteArray("hello world"));
        const QByteArray large(900'000, 'x');
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n" + large);
        QCOMPARE(client.takeAnswer().body, large);
    }

    void byteByByte()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        const QByteArray request =
            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
        for (const char byte : request)
            client.send(QByteArray(1, byte));
        QCOMPARE(client.takeAnswer().body, QByteArray("hello"));
    }

    void slowThenFastStaysInOrder()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.get("/slow/a");
        client.get("/slow/b");
        client.get("/fast");
        QTRY_COMPARE(front.requests, 3);
        front.replyHeld(1, "b");
        QVERIFY(client.pull().isEmpty());
        front.replyHeld(0, "a");
        QCOMPARE(client.takeAnswer().body, QByteArray("a"));
        QCOMPARE(client.takeAnswer().body, QByteArray("b"));
        QCOMPARE(client.takeAnswer().body, QByteArray("fast"));
    }

    void thousandPipelined()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        for (int i = 0; i < 1000; ++i) {
            const QByteArray body = QByteArray::number(i);
            client.socket.write("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                                QByteArray::number(body.size()) + "\r\n\r\n" + body);
        }
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(client.takeAnswer().body, QByteArray::number(i));
    }

    void seventeenthWaits()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        for (int i = 0; i < 40; ++i)
            client.get("/slow/x");
        QTRY_COMPARE(front.held.size(), 16);
        // Nothing more is read until there is room: the loop has run dry without a 17th.
        QCoreApplication::processEvents();
        QCOMPARE(front.held.size(), 16);
        for (int i = 0; i < 40; ++i) {
            QTRY_VERIFY(front.held.size() > i);
            QVERIFY(front.held.size() <= i + 16);
            front.replyHeld(i, QByteArray::number(i));
        }
        for (int i = 0; i < 40; ++i)
            QCOMPARE(client.takeAnswer().body, QByteArray::number(i));
    }

    void forgottenExchangeAnswers500()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.get("/forgets");
        const auto answer = client.takeAnswer();
        QCOMPARE(answer.status, 500);
        const auto error = QJsonDocument::fromJson(answer.body)[u"error"];
        QCOMPARE(error[u"code"].toString(), QStringLiteral("internal_error"));
    }

    void methods()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.send("HEAD /fast HTTP/1.1\r\nHost: x\r\n\r\n");
        const Answer head = client.takeAnswer(true);
        QCOMPARE(head.status, 200);
        QCOMPARE(head.field("Content-Length"), QByteArray("4"));
        client.get("/nothing");
        const Answer missing = client.takeAnswer();
        QCOMPARE(missing.status, 404);
        QVERIFY(missing.body.contains(R"("code":"unknown_operation")"));
        client.get("/echo");
        const Answer wrong = client.takeAnswer();
        QCOMPARE(wrong.status, 405);
        QCOMPARE(wrong.field("Allow"), QByteArray("POST, OPTIONS"));
        client.send("DELETE /fast HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(client.takeAnswer().field("Allow"), QByteArray("GET, HEAD, OPTIONS"));
        for (const char *target : {"/fast", "*", "/nothing"}) {
            client.send(QByteArray("OPTIONS ") + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
            QCOMPARE(client.takeAnswer().status, 204);
        }
    }

    void continues()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                    "Expect: 100-continue\r\n\r\n");
        QVERIFY(client.waitFor("HTTP/1.1 100 Continue\r\n\r\n"));
        client.received.clear();
        client.send("hello");
        QCOMPARE(client.takeAnswer().body, QByteArray("hello"));
    }

    void continueWaitsItsTurn()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.get("/slow/a");
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                    "Expect: 100-continue\r\n\r\n");
        QTRY_COMPARE(front.held.size(), 1);
        front.replyHeld(0, "a");
        QCOMPARE(client.takeAnswer().body, QByteArray("a"));
        QVERIFY(client.waitFor("HTTP/1.1 100 Continue\r\n\r\n"));
    }

    void tooLargeIsToldWithoutContinue()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n"
                    "Expect: 100-continue\r\n\r\n");
        QCOMPARE(client.takeAnswer().status, 413);
        QVERIFY(client.waitForClosed());
    }

    void probes_data()
    {
        QTest::addColumn<QByteArray>("probe");
        QTest::addColumn<int>("status");
        const QByteArray post = "POST /echo HTTP/1.1\r\nHost: x\r\n";
        const QByteArray smuggled = "GET /fast HTTP/1.1\r\nHost: x\r\n\r\n";
        const auto row = [&](const char *name, const QByteArray &fields, const QByteArray &body) {
            QTest::newRow(name) << post + fields + "\r\n" + body + smuggled << 400;
        };
        row("CL.CL", "Content-Length: 5\r\nContent-Length: 2\r\n", "hello");
        row("CL.TE", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n");
        row("TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n");
        row("TE.TE", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", "0\r\n\r\n");
        row("TE with a space", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n");
        row("TE folded", "Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n");
        row("negative", "Content-Length: -5\r\n", "hello");
        row("not a number", "Content-Length: abc\r\n", "hello");
        row("bad chunk", "Transfer-Encoding: chunked\r\n", "zz\r\nhello\r\n0\r\n\r\n");
        row("chunk too long", "Transfer-Encoding: chunked\r\n", "4\r\nhello\r\n0\r\n\r\n");
        row("bare LF", "X: a\nContent-Length: 0\r\n", "");
        row("bare CR", "X: a\rContent-Length: 0\r\n", "");
        row("NUL", QByteArray("X: a\0\r\n", 7), "");
        QTest::newRow("no host") << QByteArray("GET /fast HTTP/1.1\r\n\r\n") + smuggled << 400;
        QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01", 6) << 400;
        QTest::newRow("bad escape") << QByteArray("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("long line") << "GET /" + QByteArray(9000, 'a') << 414;
        QTest::newRow("long header")
            << "GET / HTTP/1.1\r\nHost: x\r\nX: " + QByteArray(40000, 'a') << 431;
        QTest::newRow("2^64+5") << post + "Content-Length: 18446744073709551621\r\n\r\nhello"
                                << 413;
        QTest::newRow("version") << QByteArray("GET / HTTP/9.9\r\nHost: x\r\n\r\n") << 505;
        QTest::newRow("method") << QByteArray("BREW / HTTP/1.1\r\nHost: x\r\n\r\n") << 501;
    }

    void probes()
    {
        QFETCH(QByteArray, probe);
        QFETCH(int, status);
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.send(probe);
        const Answer answer = client.takeAnswer();
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.field("Connection"), QByteArray("close"));
        QCOMPARE(answer.field("Access-Control-Allow-Origin"), QByteArray("*"));
        QVERIFY(answer.body.contains("\"code\":"));
        QVERIFY(client.waitForClosed());
        QVERIFY(client.pull().isEmpty());
        QCOMPARE(front.requests, 0);
        RawClient next(front);
        next.get("/fast");
        QCOMPARE(next.takeAnswer().status, 200);
    }

    void hundredHeaderLines()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.get("/fast", QByteArray("X-A: b\r\n").repeated(99));
        QCOMPARE(client.takeAnswer().status, 200);
        client.get("/fast", QByteArray("X-A: b\r\n").repeated(100));
        QCOMPARE(client.takeAnswer().status, 431);
    }

    void largeAnswerToASlowReader()
    {
        RoutedFront front;
        QVERIFY(front.start());
        RawClient client(front);
        client.socket.setReadBufferSize(1000);
        for (int i = 0; i < 4; ++i)
            client.get("/big");
        QTRY_VERIFY(front.requests > 0);
        QVERIFY2(front.requests <= 2, "more was read although nothing could be written");
        client.socket.setReadBufferSize(0);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(client.takeAnswer().body.size(), 8'000'000);
    }
};

PARLANCE_TEST(TestNetFrontend)

} // namespace tst_netfrontend

#include "tst_netfrontend.moc"
