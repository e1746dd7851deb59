// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/engineiofixture.h"
#include "support/testprogram.h"
#include "support/websocketpeer.h"
#include "websocket/frame.h"

#include <QElapsedTimer>

namespace tst_engineiowebsocket {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;
using namespace std::chrono_literals;

using Fixture = EngineIoFixture;
using http::Method;

/// A WebSocket that the server has taken, with or without a sid.
struct Client
{
    explicit Client(Fixture &f, const QByteArray &sid = {})
        : peer(f.timers)
    {
        const auto request = f.webSocketRequest(sid);
        if (!f.server->checkUpgrade(request))
            f.server->handleUpgrade(request, peer.takeConnection());
    }

    WebSocketPeer peer;
};

/// A session over polling, probed by a WebSocket.
struct Upgrading
{
    explicit Upgrading(const Options &options = {})
        : f(options)
        , sid(f.open())
        , client(f, sid)
    {
        client.peer.sendText("2probe");
        if (!QTest::qWaitFor([this] { return client.peer.messages == QByteArrayList{"3probe"}; }))
            qFatal("no answer to the probe");
        client.peer.messages.clear();
    }

    Fixture f;
    QByteArray sid;
    Client client;
};

class TestEngineIoWebSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handshakes()
    {
        Fixture f;
        Client client(f);
        QTRY_COMPARE(client.peer.messages.size(), 1);
        QCOMPARE(client.peer.messages.first(),
                 "0{\"sid\":\"" + f.last()->sid() +
                     "\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,"
                     "\"maxPayload\":1000000}");
        QCOMPARE(f.last()->transportName(), QByteArray("websocket"));
    }

    void refusesUpgradesInOrder_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("code");
        QTest::newRow("no transport") << QByteArray("EIO=4") << 0;
        QTest::newRow("unknown transport") << QByteArray("EIO=4&transport=abc") << 0;
        QTest::newRow("unknown sid") << QByteArray("EIO=4&transport=websocket&sid=x") << 1;
        QTest::newRow("unknown sid first") << QByteArray("transport=polling&sid=x") << 1;
        QTest::newRow("polling") << QByteArray("EIO=4&transport=polling") << 3;
        QTest::newRow("JSONP") << QByteArray("EIO=4&transport=polling&j=1") << 0;
        QTest::newRow("polling with sid") << QByteArray("EIO=4&transport=polling&sid=SID") << 3;
        QTest::newRow("no version") << QByteArray("transport=websocket") << 5;
        QTest::newRow("version abc") << QByteArray("EIO=abc&transport=websocket") << 5;
        QTest::newRow("no version with sid") << QByteArray("transport=websocket&sid=SID") << 5;
    }
    void refusesUpgradesInOrder()
    {
        QFETCH(QByteArray, query);
        QFETCH(int, code);
        Fixture f;
        const QByteArray sid = f.open();
        const auto refusal =
            f.server->checkUpgrade(Fixture::makeRequest(Method::Get, query.replace("SID", sid)));
        QVERIFY(refusal);
        QCOMPARE(refusal->status, 400);
        QCOMPARE(refusal->body.left(9), "{\"code\":" + QByteArray::number(code));
    }

    void echoes()
    {
        Fixture f;
        Client client(f);
        QTRY_COMPARE(client.peer.messages.size(), 1);
        client.peer.messages.clear();
        client.peer.sendText("4hello €");
        client.peer.sendBinary(QByteArray("\x01\x00\x03", 3));
        client.peer.sendText("bAQIDBA==");
        QTRY_COMPARE(client.peer.messages,
                     (QByteArrayList{"4hello €", QByteArray("<binary>\x01\x00\x03", 11),
                                     "<binary>\x01\x02\x03\x04"}));
        f.last()->sendShared("unused", websocket::encodeFrame(websocket::Opcode::Text, "4shared"));
        f.last()->sendSharedBinary("unused",
                                   websocket::encodeFrame(websocket::Opcode::Binary, "b"));
        QTRY_COMPARE(client.peer.messages.mid(3), (QByteArrayList{"4shared", "<binary>b"}));
    }

    /// A client that cannot take binary frames says so, whether it begins or upgrades with it.
    void binaryMayBeBase64_data()
    {
        QTest::addColumn<bool>("upgraded");
        QTest::newRow("from the start") << false;
        QTest::newRow("upgraded") << true;
    }
    void binaryMayBeBase64()
    {
        QFETCH(bool, upgraded);
        Fixture f;
        QByteArray query = "EIO=4&transport=websocket&b64=1";
        if (upgraded)
            query += "&sid=" + f.open();
        WebSocketPeer peer(f.timers);
        f.server->handleUpgrade(Fixture::makeRequest(Method::Get, query), peer.takeConnection());
        if (upgraded) {
            peer.sendText("2probe");
            peer.sendText("5");
        }
        peer.sendText("bAQIDBA==");
        peer.sendText("4text");
        QTRY_COMPARE(peer.messages.size(), 3);
        f.last()->sendSharedBinary("\x01",
                                   websocket::encodeFrame(websocket::Opcode::Binary, "\x01"));
        QTRY_COMPARE(peer.messages.mid(1), (QByteArrayList{"bAQIDBA==", "4text", "bAQ=="}));
    }

    void silentSessionsEndInTime()
    {
        Options options;
        options.pingInterval = 60ms;
        options.pingTimeout = 40ms;
        Fixture f(options);
        QElapsedTimer clock;
        clock.start();
        Client client(f);
        QTRY_COMPARE(f.closed, QByteArrayList{"ping timeout"});
        QVERIFY2(clock.elapsed() >= 99, qPrintable(QString::number(clock.elapsed())));
        QTRY_COMPARE(client.peer.closeCode, quint16(1000));
    }

    void brokenRulesClose_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("unknown type") << QByteArray("abc") << QByteArray("parse error");
        QTest::newRow("empty") << QByteArray("") << QByteArray("parse error");
        QTest::newRow("ping") << QByteArray("2") << QByteArray("transport error");
        QTest::newRow("open") << QByteArray("0") << QByteArray("transport error");
        QTest::newRow("upgrade") << QByteArray("5") << QByteArray("transport error");
        QTest::newRow("base64") << QByteArray("b*") << QByteArray("parse error");
        QTest::newRow("close") << QByteArray("1") << QByteArray("transport close");
    }
    void brokenRulesClose()
    {
        QFETCH(QByteArray, text);
        Fixture f;
        Client client(f);
        client.peer.sendText(text);
        QTRY_COMPARE(client.peer.closeCode, quint16(1000));
        QCOMPARE(f.server->sessionCount(), 0);
        QTRY_COMPARE(f.closed.size(), 1);
        QTEST(f.closed.first(), "reason");
    }

    void clientLeaves_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("reason");
        for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 3000, 4999})
            QTest::addRow("closes with %d", code) << code << QByteArray("transport close");
        QTest::newRow("is gone") << -1 << QByteArray("transport close");
        QTest::newRow("closes with a code that is none") << 1005 << QByteArray("transport error");
        QTest::newRow("says what is no UTF-8") << 0 << QByteArray("transport error");
    }
    /// Whatever a client closes with, it has closed; an error is what the server cannot read.
    void clientLeaves()
    {
        QFETCH(int, code);
        Fixture f;
        Client client(f);
        if (code < 0)
            client.peer.drop();
        else if (code == 0)
            client.peer.sendText("4\xff");
        else
            client.peer.sendClose(quint16(code));
        QTRY_COMPARE(f.closed.size(), 1);
        QTEST(f.closed.first(), "reason");
        QCOMPARE(f.server->sessionCount(), 0);
    }

    void heartbeats()
    {
        Options options;
        options.pingInterval = 30ms;
        options.pingTimeout = 5000ms;
        Fixture f(options);
        Client client(f);
        for (int i = 2; i < 5; ++i) {
            QTRY_COMPARE(client.peer.messages.size(), i);
            QCOMPARE(client.peer.messages.last(), QByteArray("2"));
            client.peer.sendText("3");
        }
    }

    void shutsDown()
    {
        Fixture f;
        Client client(f);
        f.last()->sendText("last");
        f.server->shutDown();
        QTRY_COMPARE(client.peer.closeCode, quint16(1001));
        QCOMPARE(client.peer.messages.last(), QByteArray("4last"));
        QVERIFY(f.server->checkUpgrade(f.webSocketRequest()));
    }

    void receiversMayCloseInside()
    {
        Fixture f;
        f.echo = false;
        connect(f.server.get(), &Server::sessionOpened, this, [](Session *session) {
            connect(session, &Session::textReceived, session, [session] {
                session->sendText("bye");
                session->close(CloseReason::ForcedClose);
            });
        });
        Client client(f);
        client.peer.sendText("4a");
        client.peer.sendText("4b");
        QTRY_COMPARE(client.peer.closeCode, quint16(1000));
        QCOMPARE(client.peer.messages.last(), QByteArray("4bye"));
        QCOMPARE(f.received, QByteArrayList{"a"});
        QTRY_COMPARE(f.closed, QByteArrayList{"forced close"});
    }

    void upgrades()
    {
        Upgrading u;
        // The client's poll, whenever it comes, ends so that the client can go on.
        QCOMPARE(u.f.polled(u.sid), QByteArray("6"));
        u.client.peer.sendText("5");
        u.client.peer.sendText("4hello");
        QTRY_COMPARE(u.client.peer.messages, QByteArrayList{"4hello"});
        QCOMPARE(u.f.last()->transportName(), QByteArray("websocket"));
        QCOMPARE(u.f.poll(u.sid)->body(), QByteArray("{\"code\":3,\"message\":\"Bad request\"}"));
        QCOMPARE(u.f.post(u.sid, "4a")->status(), 400);
        Client second(u.f, u.sid);
        QTRY_COMPARE(second.peer.closeCode, quint16(1000));
        u.client.peer.sendText("4still there");
        QTRY_COMPARE(u.client.peer.messages.last(), QByteArray("4still there"));
    }

    void hangingPollEndsWithTheProbe()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        Client client(f, sid);
        client.peer.sendText("2probe");
        QTRY_COMPARE(hanging->body(), QByteArray("6"));
        QTRY_COMPARE(client.peer.messages, QByteArrayList{"3probe"});
        // A client that polls on although it upgrades.
        f.last()->sendText("queued");
        QCOMPARE(f.polled(sid), QByteArray("4queued"));
        // It is not to poll without a pause.
        const auto next = f.poll(sid);
        QVERIFY(!next->answered());
        QTRY_COMPARE(next->body(), QByteArray("6"));
    }

    void secondProbeIsClosed()
    {
        Upgrading u;
        Client second(u.f, u.sid);
        QTRY_COMPARE(second.peer.closeCode, quint16(1000));
        u.client.peer.sendText("5");
        QTRY_COMPARE(u.f.last()->transportName(), QByteArray("websocket"));
    }

    /// Polls, posts and pushes go on while the client upgrades, as the official client does it.
    void losesAndRepeatsNothing()
    {
        Fixture f;
        const QByteArray sid = f.open();
        QByteArrayList fetched;
        int sent = 0;
        const auto push = [&] { f.last()->sendText(QByteArray::number(sent++)); };
        const auto take = [&](const QByteArray &payload) {
            for (const QByteArray &packet : payload.split('\x1e')) {
                if (packet != "6")
                    fetched += packet;
            }
        };
        auto hanging = f.poll(sid);
        push();
        Client client(f, sid);
        client.peer.sendText("2probe");
        while (client.peer.messages.isEmpty()) {
            push();
            QTest::qWait(0);
            if (hanging->answered()) {
                take(hanging->body());
                hanging = f.poll(sid);
                push();
            }
        }
        // 3probe is there: one last poll, then the upgrade.
        QTRY_VERIFY(hanging->answered());
        take(hanging->body());
        for (int i = 0; i < 10; ++i)
            push();
        client.peer.sendText("5");
        QTRY_COMPARE(f.last()->transportName(), QByteArray("websocket"));
        push();
        const auto all = [&] { return fetched + client.peer.messages.mid(1); };
        QTRY_COMPARE(all().size(), sent);
        for (int i = 0; i < sent; ++i)
            QCOMPARE(all().at(i), '4' + QByteArray::number(i));
    }

    void failedProbesLeaveThePolling_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("upgrade without probe") << QByteArray("5");
        QTest::newRow("message") << QByteArray("4a");
        QTest::newRow("plain ping") << QByteArray("2");
        QTest::newRow("broken") << QByteArray("abc");
    }
    void failedProbesLeaveThePolling()
    {
        QFETCH(QByteArray, text);
        Fixture f;
        const QByteArray sid = f.open();
        Client client(f, sid);
        client.peer.sendText(text);
        QTRY_COMPARE(client.peer.closeCode, quint16(1000));
        QCOMPARE(f.post(sid, "4on")->body(), QByteArray("ok"));
        QCOMPARE(f.poll(sid)->body(), QByteArray("4on"));
        // And a new one may come.
        Client second(f, sid);
        second.peer.sendText("2probe");
        QTRY_COMPARE(second.peer.messages, QByteArrayList{"3probe"});
    }

    void upgradesTimeOut()
    {
        Options options;
        options.upgradeTimeout = 30ms;
        Upgrading u(options);
        QTRY_COMPARE(u.client.peer.closeCode, quint16(1000));
        QCOMPARE(u.f.last()->transportName(), QByteArray("polling"));
        QVERIFY(u.f.last()->isOpen());
    }

    void sessionEndsDuringUpgrade()
    {
        Upgrading u;
        u.f.last()->close(CloseReason::ServerShutdown);
        QTRY_COMPARE(u.client.peer.closeCode, quint16(1000));
        QTRY_COMPARE(u.f.closed, QByteArrayList{"server shutting down"});
    }

    void lastWordsMayTakeTheUpgrade()
    {
        Upgrading u;
        u.f.last()->sendText("bye");
        u.f.last()->close(CloseReason::ForcedClose);
        u.client.peer.sendText("5");
        QTRY_COMPARE(u.client.peer.closeCode, quint16(1000));
        QCOMPARE(u.client.peer.messages, QByteArrayList{"4bye"});
        QTRY_COMPARE(u.f.closed, QByteArrayList{"forced close"});
    }

    void sessionMayEndBetweenCheckAndUpgrade()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto request = f.webSocketRequest(sid);
        QVERIFY(!f.server->checkUpgrade(request));
        f.last()->close(CloseReason::ServerShutdown);
        WebSocketPeer peer(f.timers);
        f.server->handleUpgrade(request, peer.takeConnection());
        QTRY_COMPARE(peer.closeCode, quint16(1000));
    }

    void destroyedServersTell()
    {
        Fixture f;
        Client client(f);
        Client probing(f, f.open());
        f.server.reset();
        QCOMPARE(f.closed.size(), 2);
    }
};

PARLANCE_TEST(TestEngineIoWebSocket)

} // namespace tst_engineiowebsocket

#include "tst_engineiowebsocket.moc"
