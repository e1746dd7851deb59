// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/server.h"
#include "support/netfixture.h"
#include "support/testprogram.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tst_engineiohttp {

using namespace parlance;
using namespace parlance::test;

/// An echo on Engine.IO behind a real HTTP front.
struct Service
{
    explicit Service(const QByteArrayList &origins = {})
        : engine(engineio::Options(), front.timers)
    {
        front.fields = net::CommonFields(origins);
        QObject::connect(&engine, &engineio::Server::sessionOpened, &engine,
                         [](engineio::Session *session) {
                             QObject::connect(session, &engineio::Session::textReceived, session,
                                              &engineio::Session::sendText);
                         });
        front.router.addPrefix(
            QStringLiteral("/socket.io"),
            [this](const http::ExchangePtr &exchange) { engine.handleRequest(exchange); });
        if (!front.start())
            qFatal("cannot listen");
        front.webSockets->addPath(
            {QStringLiteral("/socket.io"),
             {},
             [this](const http::Request &handshake) { return engine.checkUpgrade(handshake); },
             [this](const http::Request &handshake,
                    std::unique_ptr<websocket::Connection> connection) {
                 engine.handleUpgrade(handshake, std::move(connection));
             }});
    }

    TestFront front;
    engineio::Server engine;
};

const QByteArray handshakeTarget = "/socket.io/?EIO=4&transport=polling";

QByteArray sidOf(const Answer &answer)
{
    const auto object = QJsonDocument::fromJson(answer.body.mid(1)).object();
    return object.value(QLatin1String("sid")).toString().toLatin1();
}

QByteArray open(RawClient &client)
{
    client.get(handshakeTarget);
    return sidOf(client.takeAnswer());
}

QByteArray sessionTarget(const QByteArray &sid)
{
    return handshakeTarget + "&sid=" + sid;
}

QByteArray postRequest(const QByteArray &sid, const QByteArray &body, const QByteArray &fields = {})
{
    return "POST " + sessionTarget(sid) +
           " HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
           fields + "\r\n" + body;
}

QByteArray webSocketFields(const QByteArray &origin)
{
    return "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: " +
           origin + "\r\n";
}

/// Engine.IO and HTTP together.
class TestEngineIoHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pathTakesASlashOrNone_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("slash") << QByteArray("/socket.io/");
        QTest::newRow("none") << QByteArray("/socket.io");
    }
    void pathTakesASlashOrNone()
    {
        QFETCH(QByteArray, path);
        Service service;
        RawClient client(service.front);
        client.get(path + "?EIO=4&transport=polling");
        QCOMPARE(client.takeAnswer().status, 200);
        RawClient webSocket(service.front);
        webSocket.get(path + "?EIO=4&transport=websocket", webSocketFields("https://a.example"));
        QVERIFY(webSocket.waitFor("101 Switching Protocols"));
        QVERIFY(webSocket.waitFor("\"upgrades\":[]"));
    }

    void connectionsAreKept()
    {
        Service service;
        RawClient client(service.front);
        const QByteArray sid = open(client);
        for (int i = 0; i < 3; ++i) {
            client.send(postRequest(sid, "4a"));
            const Answer posted = client.takeAnswer();
            QCOMPARE(posted.body, QByteArray("ok"));
            QCOMPARE(posted.field("Content-Length"), QByteArray("2"));
            client.get(sessionTarget(sid));
            QCOMPARE(client.takeAnswer().body, QByteArray("4a"));
        }
        QCOMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
    }

    /// Every request on a connection of its own.
    void connectionsMayClose()
    {
        Service service;
        RawClient opening(service.front);
        opening.get(handshakeTarget, "Connection: close\r\n");
        const Answer opened = opening.takeAnswer();
        QCOMPARE(opened.field("Connection"), QByteArray("close"));
        QVERIFY(opening.waitForClosed());
        const QByteArray sid = sidOf(opened);

        RawClient polling(service.front);
        polling.get(sessionTarget(sid), "Connection: close\r\n");
        RawClient posting(service.front);
        posting.send(postRequest(sid, "4a", "Connection: close\r\n"));
        QCOMPARE(posting.takeAnswer().body, QByteArray("ok"));
        QVERIFY(posting.waitForClosed());
        QCOMPARE(polling.takeAnswer().body, QByteArray("4a"));
        QVERIFY(polling.waitForClosed());
        QCOMPARE(service.engine.sessionCount(), 1);
    }

    void pollAndPostMayBePipelined()
    {
        Service service;
        RawClient client(service.front);
        const QByteArray sid = open(client);
        client.send("GET " + sessionTarget(sid) + " HTTP/1.1\r\nHost: x\r\n\r\n" +
                    postRequest(sid, "4a"));
        QCOMPARE(client.takeAnswer().body, QByteArray("4a"));
        QCOMPARE(client.takeAnswer().body, QByteArray("ok"));
    }

    void chunkedPostsAreRead()
    {
        Service service;
        RawClient client(service.front);
        const QByteArray sid = open(client);
        client.send("POST " + sessionTarget(sid) +
                    " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "3\r\n4he\r\n3\r\nllo\r\n0\r\n\r\n");
        QCOMPARE(client.takeAnswer().body, QByteArray("ok"));
        client.get(sessionTarget(sid));
        QCOMPARE(client.takeAnswer().body, QByteArray("4hello"));
    }

    void aHungUpPollEndsTheSession()
    {
        Service service;
        RawClient client(service.front);
        const QByteArray sid = open(client);
        client.get(sessionTarget(sid));
        QTRY_COMPARE(service.front.requests, 2);
        client.socket.abort();
        QTRY_COMPARE(service.engine.sessionCount(), 0);
    }

    /// The client says "5" and polls then, on two connections that the server finds readable at the
    /// same time.
    void upgradesComeBeforeLaterPolls()
    {
        Service service;
        for (int i = 0; i < 20; ++i) {
            std::vector<std::unique_ptr<RawClient>> clients(2);
            for (auto &client : clients)
                client = std::make_unique<RawClient>(service.front);
            // Either may be the one that the server looks at first.
            RawClient &polling = *clients[size_t(i % 2)];
            RawClient &webSocket = *clients[size_t(1 - i % 2)];
            const QByteArray sid = open(polling);
            webSocket.get("/socket.io/?EIO=4&transport=websocket&sid=" + sid, webSocketFields("x"));
            QVERIFY(webSocket.waitFor("\r\n\r\n"));
            // Masked with zeros.
            webSocket.send(QByteArray("\x81\x86\0\0\0\0"
                                      "2probe",
                                      12) +
                           QByteArray("\x81\x81\0\0\0\0"
                                      "5",
                                      7));
            polling.get(sessionTarget(sid));
            QCOMPARE(polling.takeAnswer().status, 400);
            QVERIFY(webSocket.waitFor("3probe"));
        }
    }

    void otherMethods_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("handshakeStatus");
        QTest::addColumn<int>("sessionStatus");
        QTest::newRow("HEAD") << QByteArray("HEAD") << 400 << 400;
        QTest::newRow("PUT") << QByteArray("PUT") << 400 << 400;
        QTest::newRow("PATCH") << QByteArray("PATCH") << 400 << 400;
        QTest::newRow("DELETE") << QByteArray("DELETE") << 400 << 400;
        QTest::newRow("OPTIONS") << QByteArray("OPTIONS") << 204 << 204;
    }
    void otherMethods()
    {
        QFETCH(QByteArray, method);
        Service service;
        RawClient client(service.front);
        const QByteArray sid = open(client);
        const auto ask = [&](const QByteArray &target) {
            client.send(method + ' ' + target +
                        " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            return client.takeAnswer(method == "HEAD").status;
        };
        QTEST(ask(handshakeTarget), "handshakeStatus");
        QTEST(ask(sessionTarget(sid)), "sessionStatus");
        client.send(postRequest(sid, "4on"));
        QCOMPARE(client.takeAnswer().body, QByteArray("ok"));
    }

    void origins_data()
    {
        QTest::addColumn<QByteArrayList>("allowed");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("told");
        QTest::addColumn<int>("webSocketStatus");
        const QByteArray own = "https://chat.example.org";
        const QByteArray other = "https://other.example";
        QTest::newRow("everybody") << QByteArrayList() << other << QByteArray("*") << 101;
        QTest::newRow("allowed") << QByteArrayList{own} << own << own << 101;
        QTest::newRow("foreign") << QByteArrayList{own} << other << QByteArray() << 403;
        QTest::newRow("null") << QByteArrayList{own} << QByteArray("null") << QByteArray() << 403;
    }
    /// A browser shows a page nothing that does not name its origin; a WebSocket knows no CORS.
    void origins()
    {
        QFETCH(QByteArrayList, allowed);
        QFETCH(QByteArray, origin);
        QFETCH(QByteArray, told);
        Service service(allowed);
        RawClient client(service.front);
        const QByteArray field = "Access-Control-Allow-Origin";
        client.send("OPTIONS " + handshakeTarget + " HTTP/1.1\r\nHost: x\r\nOrigin: " + origin +
                    "\r\nAccess-Control-Request-Method: POST\r\n\r\n");
        const Answer preflight = client.takeAnswer();
        QCOMPARE(preflight.status, 204);
        QCOMPARE(preflight.field(field), told);
        QCOMPARE(preflight.field("Access-Control-Allow-Methods").contains("POST"), !told.isEmpty());
        client.get(handshakeTarget, "Origin: " + origin + "\r\n");
        QCOMPARE(client.takeAnswer().field(field), told);
        client.get("/socket.io/?EIO=4", "Origin: " + origin + "\r\n");
        const Answer refused = client.takeAnswer();
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.field(field), told);

        RawClient webSocket(service.front);
        webSocket.get("/socket.io/?EIO=4&transport=websocket", webSocketFields(origin));
        QTEST(webSocket.takeAnswer().status, "webSocketStatus");
    }
};

PARLANCE_TEST(TestEngineIoHttp)

} // namespace tst_engineiohttp

#include "tst_engineiohttp.moc"
