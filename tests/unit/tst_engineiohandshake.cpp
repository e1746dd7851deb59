// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/engineiofixture.h"
#include "support/testprogram.h"

namespace tst_engineiohandshake {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;

using Fixture = EngineIoFixture;
using http::Method;

/// Who is let in, and what the others are told.
class TestEngineIoHandshake : public QObject
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
        row("handshake by HEAD", Method::Head, "EIO=4&transport=polling", 2);
        row("handshake by DELETE", Method::Delete, "EIO=4&transport=polling", 2);
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

    void refusesJsonp_data()
    {
        QTest::addColumn<int>("method");
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("handshake") << int(Method::Get) << QByteArray("EIO=4&transport=polling&j=0");
        QTest::newRow("empty") << int(Method::Get) << QByteArray("EIO=4&transport=polling&j=");
        QTest::newRow("poll") << int(Method::Get)
                              << QByteArray("EIO=4&transport=polling&j=0&sid=SID");
        QTest::newRow("post") << int(Method::Post)
                              << QByteArray("EIO=4&transport=polling&j=0&sid=SID");
    }
    void refusesJsonp()
    {
        QFETCH(int, method);
        QFETCH(QByteArray, query);
        Fixture f;
        const QByteArray sid = f.open();
        const auto pending =
            f.send(Fixture::makeRequest(Method(method), query.replace("SID", sid), "d=4a"));
        QCOMPARE(pending->status(), 400);
        QCOMPARE(pending->body(),
                 QByteArray("{\"code\":0,\"message\":\"JSONP is not supported\"}"));
        QVERIFY2(!f.poll(sid)->answered(), "the session must go on");
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
        // What passes is told as such: clients come again.
        QCOMPARE(refused->status(), 429);
        QCOMPARE(refused->body(), QByteArray("{\"code\":4,\"message\":\"Too many sessions\"}"));
        QCOMPARE(refused->response->headers.value("Retry-After"), QByteArray("1"));
        QCOMPARE(handshake("192.0.2.2")->status(), 200);
        QCOMPARE(handshake("192.0.2.3")->status(), 503);
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
        QCOMPARE(handshake("2001:db8:0:1:ffff::3"), 429);
        QCOMPARE(handshake("2001:db8:0:2::1"), 200);
        f.sessions.first()->close(CloseReason::ParseError);
        QCOMPARE(handshake("2001:db8:0:1::4"), 200);
    }

    void handshakesAreBounded_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("status");
        QTest::newRow("fits") << 16000 << 200;
        QTest::newRow("too large") << 17000 << 431;
    }
    void handshakesAreBounded()
    {
        QFETCH(int, size);
        Fixture f;
        auto request = Fixture::makeRequest(Method::Get, "EIO=4&transport=polling");
        request.headers.add("Cookie", QByteArray(size, 'x'));
        QTEST(f.send(request)->status(), "status");
        QCOMPARE(f.server->sessionCount(), size < 16384 ? 1 : 0);
        // What is not kept is not bounded.
        const QByteArray sid = f.open();
        auto poll = Fixture::makeRequest(Method::Get, f.pollingQuery(sid));
        poll.headers.add("Cookie", QByteArray(size, 'x'));
        QVERIFY(!f.send(poll)->answered());
    }

    void abandonedHandshakesLeaveNothing()
    {
        Fixture f;
        auto exchange = std::make_shared<http::Exchange>(
            Fixture::makeRequest(Method::Get, "EIO=4&transport=polling"),
            [](const http::Response *) {});
        exchange->abort();
        f.server->handleRequest(exchange);
        QCOMPARE(f.server->sessionCount(), 0);
        QVERIFY(f.sessions.isEmpty());
    }
};

PARLANCE_TEST(TestEngineIoHandshake)

} // namespace tst_engineiohandshake

#include "tst_engineiohandshake.moc"
