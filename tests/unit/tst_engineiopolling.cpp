// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/engineiofixture.h"

#include <QElapsedTimer>

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;
using namespace std::chrono_literals;

using Fixture = EngineIoFixture;
using http::Method;

class TestEngineIoPolling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handshakes()
    {
        Fixture f;
        const auto pending = f.send(Fixture::makeRequest(Method::Get, "EIO=4&transport=polling"));
        QCOMPARE(pending->status(), 200);
        QCOMPARE(pending->response->headers.value("Content-Type"),
                 QByteArray("text/plain; charset=UTF-8"));
        const QByteArray sid = f.last()->sid();
        QVERIFY(sid.size() >= 20);
        QCOMPARE(pending->body(),
                 "0{\"sid\":\"" + sid +
                     "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":"
                     "20000,\"maxPayload\":1000000}");
        QCOMPARE(f.last()->transportName(), QByteArray("polling"));
        QCOMPARE(f.last()->handshake().remoteAddress, QStringLiteral("192.0.2.1"));
        QCOMPARE(f.server->sessionCount(), 1);
    }

    void refusesInOrder_data()
    {
        QTest::addColumn<int>("method");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, Method method, const char *query, int code) {
            QTest::newRow(name) << int(method) << QByteArray(query) << code;
        };
        row("no transport", Method::Get, "EIO=4", 0);
        row("unknown transport", Method::Get, "EIO=4&transport=abc", 0);
        row("unknown transport before unknown sid", Method::Get, "transport=abc&sid=x", 0);
        row("transport's case", Method::Get, "EIO=4&transport=Polling", 0);
        row("unknown sid", Method::Get, "EIO=4&transport=polling&sid=x", 1);
        row("unknown sid before method", Method::Put, "EIO=4&transport=polling&sid=x", 1);
        row("unknown sid before version", Method::Get, "transport=polling&sid=x", 1);
        row("other transport", Method::Get, "EIO=4&transport=websocket&sid=SID", 3);
        row("handshake by POST", Method::Post, "EIO=4&transport=polling", 2);
        row("handshake by PUT", Method::Put, "EIO=4&transport=polling", 2);
        row("method before upgrade", Method::Post, "EIO=4&transport=websocket", 2);
        row("empty sid is none", Method::Post, "EIO=4&transport=polling&sid=", 2);
        row("websocket without upgrade", Method::Get, "EIO=4&transport=websocket", 3);
        row("websocket before version", Method::Get, "transport=websocket", 3);
        row("no version", Method::Get, "transport=polling", 5);
        row("version 3", Method::Get, "EIO=3&transport=polling", 5);
        row("version abc", Method::Get, "EIO=abc&transport=polling", 5);
        row("version 04", Method::Get, "EIO=04&transport=polling", 5);
        row("version 4.0", Method::Get, "EIO=4.0&transport=polling", 5);
        row("session without version", Method::Get, "transport=polling&sid=SID", 5);
        row("PUT on a session", Method::Put, "EIO=4&transport=polling&sid=SID", 3);
        row("DELETE on a session", Method::Delete, "EIO=4&transport=polling&sid=SID", 3);
        row("HEAD on a session", Method::Head, "EIO=4&transport=polling&sid=SID", 3);
    }
    void refusesInOrder()
    {
        static const char *messages[] = {
            "Transport unknown", "Session ID unknown", "Bad handshake method",
            "Bad request",       "Forbidden",          "Unsupported protocol version"};
        QFETCH(int, method);
        QFETCH(QByteArray, query);
        QFETCH(int, code);
        Fixture f;
        const QByteArray sid = f.open();
        const auto pending =
            f.send(Fixture::makeRequest(Method(method), query.replace("SID", sid)));
        QCOMPARE(pending->status(), 400);
        QCOMPARE(pending->body(), "{\"code\":" + QByteArray::number(code) + ",\"message\":\"" +
                                      messages[code] + "\"}");
        QVERIFY2(!f.poll(sid)->answered(), "the session must go on");
    }

    void echoes_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("text") << QByteArray("4hello");
        QTest::newRow("several") << QByteArray("4test1\x1e"
                                               "4test2\x1e"
                                               "4test3");
        QTest::newRow("binary") << QByteArray("4hello\x1e"
                                              "bAQIDBA==");
        QTest::newRow("UTF-8") << QByteArray("4utf 8 string €");
    }
    void echoes()
    {
        QFETCH(QByteArray, body);
        Fixture f;
        const QByteArray sid = f.open();
        const auto posted = f.post(sid, body);
        QCOMPARE(posted->status(), 200);
        QCOMPARE(posted->body(), QByteArray("ok"));
        QCOMPARE(posted->response->headers.value("Content-Type"), QByteArray("text/html"));
        QCOMPARE(f.poll(sid)->body(), body);
    }

    void longPayloadsLeaveTurnsToOthers()
    {
        Fixture f;
        f.echo = false;
        const QByteArray sid = f.open();
        QByteArrayList expected;
        for (int i = 0; i < 500; ++i)
            expected += QByteArray::number(i);
        const auto posted = f.post(sid, '4' + expected.join("\x1e"
                                                            "4"));
        QCOMPARE(f.received.size(), 64);
        QVERIFY2(!posted->answered(), "or the client would send on");
        QTRY_VERIFY(posted->answered());
        QCOMPARE(posted->body(), QByteArray("ok"));
        QCOMPARE(f.received, expected);
        QCOMPARE(f.post(sid, "4next")->body(), QByteArray("ok"));
    }

    void closingDropsTheRestOfAPayload_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("status");
        QTest::newRow("at once") << int(CloseReason::ParseError) << 400;
        QTest::newRow("with the next poll") << int(CloseReason::ForcedClose) << 200;
    }
    void closingDropsTheRestOfAPayload()
    {
        QFETCH(int, reason);
        Fixture f;
        f.echo = false;
        const QByteArray sid = f.open();
        const auto posted = f.post(sid, "4a" + QByteArray("\x1e"
                                                          "4a")
                                                   .repeated(199));
        f.last()->close(CloseReason(reason));
        QTRY_VERIFY(posted->answered());
        QTEST(posted->status(), "status");
        QCOMPARE(f.received.size(), 64);
    }

    void postsDoNotOverlap()
    {
        Fixture f;
        f.echo = false;
        const QByteArray sid = f.open();
        const auto posted = f.post(sid, "4a" + QByteArray("\x1e"
                                                          "4a")
                                                   .repeated(199));
        QCOMPARE(f.post(sid, "4b")->status(), 400);
        QCOMPARE(posted->status(), 400);
        QCOMPARE(f.received.size(), 64);
        QTRY_COMPARE(f.closed, QList<QByteArray>{"transport error"});
    }

    void pollsHangAndTakeAllOfOneTurn()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto pending = f.poll(sid);
        QVERIFY(!pending->answered());
        f.last()->sendText("a");
        f.last()->sendShared("b", "unused frame");
        f.last()->sendBinary("c");
        QTRY_COMPARE(pending->body(), QByteArray("4a\x1e"
                                                 "4b\x1e"
                                                 "bYw=="));
        QVERIFY(!f.poll(sid)->answered());
    }

    void payloadsAreCapped()
    {
        Options options;
        options.maxPayload = 9;
        Fixture f(options);
        const QByteArray sid = f.open();
        for (const char *text : {"aaa", "bbb", "ccc"})
            f.last()->sendText(text);
        QCOMPARE(f.poll(sid)->body(), QByteArray("4aaa\x1e"
                                                 "4bbb"));
        QCOMPARE(f.poll(sid)->body(), QByteArray("4ccc"));
    }

    void bodiesAreCapped()
    {
        Options options;
        options.maxPayload = 9;
        Fixture f(options);
        const QByteArray sid = f.open();
        QCOMPARE(f.post(sid, "4too long!")->status(), 413);
        QCOMPARE(f.post(sid, "4it fits!")->status(), 200);
        QCOMPARE(f.received, QList<QByteArray>{"it fits!"});
    }

    void invalidPacketsEndTheSession_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("unknown type") << QByteArray("abc") << QByteArray("parse error");
        QTest::newRow("empty") << QByteArray() << QByteArray("parse error");
        QTest::newRow("behind a good one") << QByteArray("4a\x1e") << QByteArray("parse error");
        QTest::newRow("ping") << QByteArray("2") << QByteArray("transport error");
        QTest::newRow("open") << QByteArray("0") << QByteArray("transport error");
        QTest::newRow("upgrade") << QByteArray("5") << QByteArray("transport error");
    }
    void invalidPacketsEndTheSession()
    {
        QFETCH(QByteArray, body);
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        QCOMPARE(f.post(sid, body)->status(), 400);
        QCOMPARE(hanging->body(), QByteArray("1"));
        QCOMPARE(f.poll(sid)->status(), 400);
        QVERIFY(f.received.isEmpty());
        QTRY_COMPARE(f.closed.size(), 1);
        QTEST(f.closed.first(), "reason");
    }

    void binaryBodiesEndTheSession()
    {
        Fixture f;
        const QByteArray sid = f.open();
        auto request = Fixture::makeRequest(Method::Post, Fixture::pollingQuery(sid), "4a");
        request.headers.add("Content-Type", "application/octet-stream");
        QCOMPARE(f.send(request)->status(), 400);
        QCOMPARE(f.poll(sid)->status(), 400);
    }

    void twoPollsEndTheSession()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto first = f.poll(sid);
        const auto second = f.poll(sid);
        QCOMPARE(first->status(), 200);
        QCOMPARE(first->body(), QByteArray("1"));
        QCOMPARE(second->status(), 400);
        QCOMPARE(f.poll(sid)->status(), 400);
    }

    void leavingEndsTheSessionAtOnce()
    {
        Fixture f;
        const QByteArray sid = f.open();
        f.poll(sid)->leave();
        QCOMPARE(f.poll(sid)->status(), 400);
        QCOMPARE(f.server->sessionCount(), 0);
        QTRY_COMPARE(f.closed, QList<QByteArray>{"transport error"});
    }

    void clientCloses()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        QCOMPARE(f.post(sid, "1\x1e"
                             "4late")
                     ->body(),
                 QByteArray("ok"));
        QCOMPARE(hanging->body(), QByteArray("6"));
        QCOMPARE(f.poll(sid)->status(), 400);
        QVERIFY(f.received.isEmpty());
        QTRY_COMPARE(f.closed, QList<QByteArray>{"transport close"});
    }

    void serverClosesHangingPoll()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        f.last()->sendText("bye");
        f.last()->close(CloseReason::ForcedClose);
        QVERIFY(!f.last()->isOpen());
        f.last()->sendText("too late");
        QCOMPARE(hanging->body(), QByteArray("4bye"));
        // Alone: official clients obey a close before they look at what stands before it.
        QCOMPARE(f.poll(sid)->body(), QByteArray("1"));
        QVERIFY2(f.closed.isEmpty(), "closed comes in a later turn");
        QTRY_COMPARE(f.closed, QList<QByteArray>{"forced close"});
        QCOMPARE(f.poll(sid)->status(), 400);
    }

    void serverClosesWithTheNextPoll()
    {
        Fixture f;
        const QByteArray sid = f.open();
        f.last()->sendText("bye");
        f.last()->close(CloseReason::ForcedClose);
        QCOMPARE(f.post(sid, "4ignored")->body(), QByteArray("ok"));
        QVERIFY(f.received.isEmpty());
        QCOMPARE(f.poll(sid)->body(), QByteArray("4bye"));
        QCOMPARE(f.poll(sid)->body(), QByteArray("1"));
        QCOMPARE(f.poll(sid)->status(), 400);
        QTRY_COMPARE(f.closed, QList<QByteArray>{"forced close"});
    }

    void receiversMayCloseInside_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("status");
        QTest::newRow("forced") << int(CloseReason::ForcedClose) << 200;
        QTest::newRow("parse error") << int(CloseReason::ParseError) << 400;
    }
    void receiversMayCloseInside()
    {
        QFETCH(int, reason);
        Fixture f;
        f.echo = false;
        const QByteArray sid = f.open();
        connect(f.last(), &Session::textReceived, f.last(),
                [&] { f.last()->close(CloseReason(reason)); });
        QTEST(f.post(sid, "4a\x1e"
                          "4b")
                  ->status(),
              "status");
        QCOMPARE(f.received, QList<QByteArray>{"a"});
        f.poll(sid);
        QCOMPARE(f.server->sessionCount(), 0);
        QTRY_COMPARE(f.closed.size(), 1);
    }

    void heartbeats()
    {
        Options options;
        options.pingInterval = 30ms;
        options.pingTimeout = 5000ms;
        Fixture f(options);
        const QByteArray sid = f.open();
        for (int i = 0; i < 3; ++i) {
            const auto pending = f.poll(sid);
            QTRY_COMPARE(pending->body(), QByteArray("2"));
            QCOMPARE(f.post(sid, "3")->status(), 200);
        }
    }

    void silentSessionsEndInTime()
    {
        Options options;
        options.pingInterval = 60ms;
        options.pingTimeout = 40ms;
        Fixture f(options);
        QElapsedTimer clock;
        clock.start();
        const QByteArray sid = f.open();
        // A pong that nobody asked for changes nothing.
        f.post(sid, "3");
        QTRY_COMPARE(f.closed, QList<QByteArray>{"ping timeout"});
        QVERIFY2(clock.elapsed() >= 99, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(f.poll(sid)->status(), 400);
    }

    void slowReadersEnd()
    {
        Options options;
        options.maxBufferedBytes = 1000;
        Fixture f(options);
        const QByteArray sid = f.open();
        for (int i = 0; i < 11; ++i)
            f.last()->sendText(QByteArray(100, 'x'));
        QVERIFY(!f.last()->isOpen());
        QVERIFY(f.closed.isEmpty());
        QTRY_COMPARE(f.closed, QList<QByteArray>{"transport error"});
        QCOMPARE(f.poll(sid)->status(), 400);
    }

    void emptyMessagesFillTheBufferToo()
    {
        Options options;
        options.maxBufferedBytes = 1000;
        Fixture f(options);
        f.open();
        for (int i = 0; i < 1000 && f.last()->isOpen(); ++i)
            f.last()->sendText({});
        QVERIFY(!f.last()->isOpen());
    }

    void shutsDown()
    {
        Fixture f;
        const QByteArray hangingSid = f.open();
        f.open();
        const auto hanging = f.poll(hangingSid);
        f.server->shutDown();
        QCOMPARE(hanging->body(), QByteArray("1"));
        QCOMPARE(f.server->sessionCount(), 0);
        QTRY_COMPARE(f.closed, (QList<QByteArray>{"server shutting down", "server shutting down"}));
        QCOMPARE(f.send(Fixture::makeRequest(Method::Get, "EIO=4&transport=polling"))->status(),
                 403);
    }

    void destroyedServersTell()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        f.open();
        f.last()->close(CloseReason::ParseError);
        f.server.reset();
        QCOMPARE(hanging->body(), QByteArray("1"));
        QCOMPARE(f.closed.size(), 2);
    }

    void sessionsAreBounded()
    {
        Options options;
        options.maxSessions = 3;
        options.maxSessionsPerAddress = 2;
        Fixture f(options);
        const auto handshake = [&f](const char *address) {
            auto request = Fixture::makeRequest(Method::Get, "EIO=4&transport=polling");
            request.remoteAddress = QString::fromLatin1(address);
            return f.send(request);
        };
        handshake("192.0.2.1");
        handshake("192.0.2.1");
        const auto refused = handshake("192.0.2.1");
        QCOMPARE(refused->status(), 403);
        QCOMPARE(refused->body(), QByteArray("{\"code\":4,\"message\":\"Forbidden\"}"));
        QCOMPARE(handshake("192.0.2.2")->status(), 200);
        QCOMPARE(handshake("192.0.2.3")->status(), 403);
        f.sessions.first()->close(CloseReason::ParseError);
        QCOMPARE(handshake("192.0.2.1")->status(), 200);
    }

    void oneIpv6NetworkIsOneAddress()
    {
        Options options;
        options.maxSessionsPerAddress = 2;
        Fixture f(options);
        const auto handshake = [&f](const char *address) {
            auto request = Fixture::makeRequest(Method::Get, "EIO=4&transport=polling");
            request.remoteAddress = QString::fromLatin1(address);
            return f.send(request)->status();
        };
        QCOMPARE(handshake("2001:db8:0:1::1"), 200);
        QCOMPARE(handshake("2001:db8:0:1::2"), 200);
        QCOMPARE(handshake("2001:db8:0:1:ffff::3"), 403);
        QCOMPARE(handshake("2001:db8:0:2::1"), 200);
        f.sessions.first()->close(CloseReason::ParseError);
        QCOMPARE(handshake("2001:db8:0:1::4"), 200);
    }

    void abandonedHandshakesLeaveNothing()
    {
        Fixture f;
        auto exchange = std::make_shared<http::Exchange>(
            Fixture::makeRequest(Method::Get, "EIO=4&transport=polling"),
            [](const http::Response &) {});
        exchange->abort();
        f.server->handleRequest(exchange);
        QCOMPARE(f.server->sessionCount(), 0);
        QVERIFY(f.sessions.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEngineIoPolling)
#include "tst_engineiopolling.moc"
