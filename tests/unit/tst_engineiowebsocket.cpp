// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/engineiowebsocket.h"
#include "support/testprogram.h"
#include "websocket/frame.h"

#include <QElapsedTimer>

namespace tst_engineiowebsocket {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;
using namespace std::chrono_literals;

using Fixture = EngineIoFixture;
using Client = WebSocketClient;
using http::Method;

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
        Fixture f(pinging(60ms, 40ms));
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
        Fixture f(pinging(30ms, 5000ms));
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
