// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/engineiofixture3.h"
#include "support/testprogram.h"
#include "websocket/frame.h"

#include <QElapsedTimer>

namespace tst_engineiorevision3 {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;

using http::Method;

using Fixture = EngineIoFixture3;
using Client = WebSocketClient3;

const QByteArray textType = "text/plain; charset=UTF-8";
const QByteArray bytesType = "application/octet-stream";

/// What is different for clients of revision 3.
class TestEngineIoRevision3 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handshakesOverPolling()
    {
        Fixture f;
        const auto pending = f.send(Fixture::makeRequest(Method::Get, f.query("polling")));
        const QByteArray packet = "0{\"sid\":\"" + f.last()->sid() +
                                  "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
                                  "\"pingTimeout\":20000,\"maxPayload\":1000000}";
        QCOMPARE(pending->body(), QByteArray::number(packet.size()) + ':' + packet);
        QCOMPARE(pending->response->headers.value("Content-Type"), textType);
        QCOMPARE(f.last()->revision(), 3);
    }

    void handshakesOverWebSocket()
    {
        Fixture f;
        Client client(f);
        QTRY_COMPARE(client.peer.messages.size(), 1);
        QVERIFY(client.peer.messages.first().startsWith("0{\"sid\":\"" + f.last()->sid()));
        QVERIFY(client.peer.messages.first().contains("\"upgrades\":[]"));
        QCOMPARE(f.last()->revision(), 3);
    }

    /// Not in one segment with the 101: some begin to listen only then.
    void greetsAMomentAfterTheHandshake()
    {
        Fixture f;
        QElapsedTimer clock;
        clock.start();
        Client client(f);
        f.last()->sendText("a");
        QTRY_COMPARE(client.peer.messages.size(), 2);
        QVERIFY2(clock.elapsed() >= 19, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(client.peer.messages.first().startsWith("0{"));
        QCOMPARE(client.peer.messages.last(), QByteArray("4a"));
    }

    void closingDoesNotWaitForTheGreeting()
    {
        Fixture f;
        Client client(f);
        f.last()->sendText("a");
        f.last()->close(CloseReason::ForcedClose);
        QTRY_COMPARE(client.peer.closeCode, quint16(1000));
        QCOMPARE(client.peer.messages.size(), 2);
        QCOMPARE(client.peer.messages.last(), QByteArray("4a"));
    }

    void isTakenLiterally_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("code");
        const auto row = [](const char *query, int code) {
            QTest::newRow(query) << QByteArray(query) << code;
        };
        row("transport=polling", 5);
        row("EIO=&transport=polling", 5);
        row("EIO=abc&transport=polling", 5);
        row("EIO=03&transport=polling", 5);
        row("EIO=3.0&transport=polling", 5);
        row("EIO=2&transport=polling", 5);
        row("EIO=5&transport=polling", 5);
        row("EIO=4&transport=polling&sid=SID", 3);
        row("EIO=5&transport=polling&sid=SID", 5);
        row("transport=polling&sid=SID", 5);
        row("EIO=3&transport=polling&sid=x", 1);
        row("EIO=3", 0);
        row("EIO=3&transport=polling&j=0", 0);
    }
    void isTakenLiterally()
    {
        QFETCH(QByteArray, query);
        QFETCH(int, code);
        Fixture f;
        const QByteArray sid = f.open();
        const auto pending = f.send(Fixture::makeRequest(Method::Get, query.replace("SID", sid)));
        QCOMPARE(pending->status(), 400);
        QCOMPARE(pending->body().left(9), "{\"code\":" + QByteArray::number(code));
        QVERIFY2(!f.poll(sid)->answered(), "the session must go on");
    }

    void othersStayWithRevision4()
    {
        Fixture f;
        f.revision = 4;
        const QByteArray sid = f.open();
        QCOMPARE(f.last()->revision(), 4);
        QCOMPARE(f.post(sid, "4a")->body(), QByteArray("ok"));
        QCOMPARE(f.poll(sid)->body(), QByteArray("4a"));
        f.revision = 3;
        QCOMPARE(f.poll(sid)->body(), QByteArray("{\"code\":3,\"message\":\"Bad request\"}"));
    }

    void webSocketMustKeepTheRevision()
    {
        Fixture f;
        const QByteArray sid = f.open();
        f.revision = 4;
        const auto refusal = f.server->checkUpgrade(f.webSocketRequest(sid));
        QVERIFY(refusal);
        QCOMPARE(refusal->status, 400);
    }

    void echoes_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("posted");
        QTest::addColumn<QByteArray>("polled");
        QTest::addColumn<QByteArray>("type");
        const auto bytes =
            QByteArray::fromHex("00 06 ff 34 68 65 6c 6c 6f 01 05 ff 04 01 02 03 04");
        const QByteArray text = "6:4hello10:b4AQIDBA==";
        QTest::newRow("text") << QByteArray() << QByteArray("6:4hello2:4€")
                              << QByteArray("6:4hello2:4€") << textType;
        QTest::newRow("base64 from one who takes bytes")
            << QByteArray() << text << bytes << bytesType;
        QTest::newRow("base64") << QByteArray("&b64=1") << text << text << textType;
    }
    void echoes()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, posted);
        Fixture f;
        const QByteArray sid = f.open(fields);
        const auto post = f.post(sid, posted);
        QCOMPARE(post->body(), QByteArray("ok"));
        QCOMPARE(post->response->headers.value("Content-Type"), QByteArray("text/html"));
        const auto poll = f.poll(sid);
        QTEST(poll->body(), "polled");
        QTEST(poll->response->headers.value("Content-Type"), "type");
    }

    void takesBinaryBodies()
    {
        Fixture f;
        const QByteArray sid = f.open("&b64=1");
        const auto body = QByteArray::fromHex("00 04 ff 34 e2 82 ac 01 05 ff 04 01 02 03 04");
        QCOMPARE(f.postBytes(sid, body)->body(), QByteArray("ok"));
        QCOMPARE(f.received, (QByteArrayList{"€", "<binary>\x01\x02\x03\x04"}));
        QCOMPARE(f.poll(sid)->body(), QByteArray("2:4€10:b4AQIDBA=="));
    }

    void brokenBodiesEndTheSession_data()
    {
        QTest::addColumn<bool>("binary");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("text") << false << QByteArray("abc") << QByteArray("parse error");
        QTest::newRow("behind a good one")
            << false << QByteArray("2:4a2:4") << QByteArray("parse error");
        QTest::newRow("text as bytes") << true << QByteArray("2:4a") << QByteArray("parse error");
        QTest::newRow("bytes as text")
            << false << QByteArray::fromHex("00 02 ff 34 61") << QByteArray("parse error");
        QTest::newRow("pong") << false << QByteArray("1:3") << QByteArray("transport error");
        QTest::newRow("open") << false << QByteArray("1:0") << QByteArray("transport error");
        QTest::newRow("upgrade") << false << QByteArray("1:5") << QByteArray("transport error");
    }
    void brokenBodiesEndTheSession()
    {
        QFETCH(bool, binary);
        QFETCH(QByteArray, body);
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        QCOMPARE((binary ? f.postBytes(sid, body) : f.post(sid, body))->status(), 400);
        QCOMPARE(hanging->body(), QByteArray("1:1"));
        QCOMPARE(f.poll(sid)->status(), 400);
        QVERIFY(f.received.isEmpty());
        QTRY_COMPARE(f.closed.size(), 1);
        QTEST(f.closed.first(), "reason");
    }

    void payloadsAreCapped()
    {
        Options options;
        options.maxPayload = 40;
        Fixture f(options);
        const QByteArray sid = f.open();
        for (const char *text : {"aaaa", "bbbb", "cccc"})
            f.last()->sendText(text);
        QCOMPARE(f.poll(sid)->body(), QByteArray("5:4aaaa5:4bbbb"));
        QCOMPARE(f.poll(sid)->body(), QByteArray("5:4cccc"));
        QCOMPARE(f.post(sid, "38:4" + QByteArray(37, 'x'))->status(), 413);
        QCOMPARE(f.post(sid, "37:4" + QByteArray(36, 'x'))->status(), 200);
    }

    void twoPollsEndTheSession()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto first = f.poll(sid);
        QCOMPARE(f.poll(sid)->status(), 400);
        QCOMPARE(first->body(), QByteArray("1:1"));
        QCOMPARE(f.poll(sid)->status(), 400);
    }

    void clientCloses()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        QCOMPARE(f.post(sid, "1:16:4late!")->body(), QByteArray("ok"));
        QCOMPARE(hanging->body(), QByteArray("1:6"));
        QTRY_COMPARE(f.closed, QByteArrayList{"transport close"});
        QVERIFY(f.received.isEmpty());
    }

    void binaryFrames_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("echo");
        QTest::newRow("bytes") << QByteArray() << QByteArray("<binary>\x04\x01\x02");
        QTest::newRow("base64") << QByteArray("&b64=1") << QByteArray("b4AQI=");
    }
    void binaryFrames()
    {
        QFETCH(QByteArray, fields);
        Fixture f;
        Client client(f, fields);
        client.peer.sendBinary("\x04\x01\x02");
        client.peer.sendText("b4AQI=");
        QTRY_COMPARE(client.peer.messages.size(), 3);
        QCOMPARE(f.received, (QByteArrayList{"<binary>\x01\x02", "<binary>\x01\x02"}));
        QTEST(client.peer.messages.at(1), "echo");
        QTEST(client.peer.messages.at(2), "echo");
        f.last()->sendShared("unused", websocket::encodeFrame(websocket::Opcode::Text, "4shared"));
        QTRY_COMPARE(client.peer.messages.last(), QByteArray("4shared"));
        // What was made for others is not for these.
        const auto others = websocket::encodeFrame(websocket::Opcode::Binary, "\x01\x02");
        f.last()->sendSharedBinary("\x01\x02", others);
        QTRY_COMPARE(client.peer.messages.size(), 5);
        QTEST(client.peer.messages.last(), "echo");
    }

    void brokenFramesClose_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<bool>("binary");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("unknown type") << QByteArray("abc") << false << QByteArray("parse error");
        QTest::newRow("empty") << QByteArray("") << false << QByteArray("parse error");
        QTest::newRow("base64 of revision 4")
            << QByteArray("bAQI=") << false << QByteArray("parse error");
        QTest::newRow("binary of revision 4")
            << QByteArray("\x01") << true << QByteArray("parse error");
        QTest::newRow("empty binary") << QByteArray("") << true << QByteArray("parse error");
        QTest::newRow("pong") << QByteArray("3") << false << QByteArray("transport error");
        QTest::newRow("close") << QByteArray("1") << false << QByteArray("transport close");
    }
    void brokenFramesClose()
    {
        QFETCH(QByteArray, frame);
        QFETCH(bool, binary);
        Fixture f;
        Client client(f);
        binary ? client.peer.sendBinary(frame) : client.peer.sendText(frame);
        QTRY_COMPARE(client.peer.closeCode, quint16(1000));
        QTRY_COMPARE(f.closed.size(), 1);
        QTEST(f.closed.first(), "reason");
    }

    void upgrades()
    {
        Fixture f;
        const QByteArray sid = f.open("&b64=1");
        const auto hanging = f.poll(sid);
        // The WebSocket may take bytes where polling did not.
        Client client(f, "&sid=" + sid);
        client.peer.sendText("2probe");
        QTRY_COMPARE(hanging->body(), QByteArray("1:6"));
        QTRY_COMPARE(client.peer.messages, QByteArrayList{"3probe"});
        f.last()->sendBinary("\x01");
        client.peer.sendText("5");
        client.peer.sendText("2");
        QTRY_COMPARE(client.peer.messages, (QByteArrayList{"3probe", "<binary>\x04\x01", "3"}));
        QCOMPARE(f.last()->transportName(), QByteArray("websocket"));
        QCOMPARE(f.poll(sid)->status(), 400);
        Client second(f, "&sid=" + sid);
        QTRY_COMPARE(second.peer.closeCode, quint16(1000));
    }

    void serverCloses()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        f.last()->sendText("bye");
        f.last()->close(CloseReason::ForcedClose);
        QCOMPARE(hanging->body(), QByteArray("4:4bye"));
        QCOMPARE(f.poll(sid)->body(), QByteArray("1:1"));
        QTRY_COMPARE(f.closed, QByteArrayList{"forced close"});
    }
};

PARLANCE_TEST(TestEngineIoRevision3)

} // namespace tst_engineiorevision3

#include "tst_engineiorevision3.moc"
