// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"
#include "support/testsupport.h"
#include "support/websocketframes.h"
#include "websocket/connection.h"

#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>

namespace tst_websocketconversation {

using namespace parlance;
using namespace parlance::test;
using namespace std::chrono_literals;
using websocket::Connection;

/// A client that sends bytes, and a server behind it that sends every message back.
class Echo
{
public:
    explicit Echo(TimerQueue &timers, const websocket::Options &options = {})
    {
        QTcpServer listener;
        if (!listener.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        client.connectToHost(QHostAddress::LocalHost, listener.serverPort());
        if (!listener.waitForNewConnection(5000) || !client.waitForConnected(5000))
            qFatal("cannot connect");
        client.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        std::unique_ptr<QTcpSocket> accepted(listener.nextPendingConnection());
        accepted->setParent(nullptr);
        server = std::make_unique<Connection>(std::move(accepted), timers, options);
        QObject::connect(server.get(), &Connection::textReceived, &client,
                         [this](const QByteArray &text) { server->sendText(text); });
        QObject::connect(server.get(), &Connection::binaryReceived, &client,
                         [this](const QByteArray &data) { server->sendBinary(data); });
        QObject::connect(server.get(), &Connection::closed, &client,
                         [this](quint16 code) { closed += code; });
    }

    void send(const QByteArray &bytes, qsizetype step)
    {
        for (qsizetype from = 0; from < bytes.size(); from += step) {
            client.write(bytes.mid(from, step));
            client.flush();
            QCoreApplication::processEvents();
        }
    }

    /// All frames so far, "eof" being the end.
    QByteArray heard()
    {
        if (client.isOpen())
            takeBytes(client.readAll());
        while (takeFrame()) {
        }
        const bool ended = client.state() == QAbstractSocket::UnconnectedState;
        return ended && m_bytes.isEmpty() ? m_heard + "eof" : m_heard;
    }

    std::unique_ptr<Connection> server;
    QTcpSocket client;
    QList<int> closed;

    qsizetype bytesHeard = 0;

private:
    void takeBytes(const QByteArray &bytes)
    {
        bytesHeard += bytes.size();
        m_bytes += bytes;
    }

    bool takeFrame()
    {
        if (m_bytes.size() < 2)
            return false;
        const int announced = uchar(m_bytes[1]);
        const qsizetype header = announced == 127 ? 10 : announced == 126 ? 4 : 2;
        if (m_bytes.size() < header)
            return false;
        qsizetype size = announced;
        if (header > 2)
            size = header == 4 ? qFromBigEndian<quint16>(m_bytes.constData() + 2)
                               : qFromBigEndian<qint64>(m_bytes.constData() + 2);
        if (m_bytes.size() < header + size)
            return false;
        m_heard += told(uchar(m_bytes[0]), m_bytes.mid(header, size));
        m_bytes.remove(0, header + size);
        return true;
    }

    static QByteArray told(int first, const QByteArray &payload)
    {
        switch (first) {
        case 0x81:
            return described("T:", payload);
        case 0x82:
            return described("B:", payload);
        case 0xc1:
            return "compressed T:" + toldShortly(inflated(payload));
        case 0xc2:
            return "compressed B:" + toldShortly(inflated(payload));
        case 0x89:
            return described("ping:", payload);
        case 0x8a:
            return described("pong:", payload);
        case 0x88:
            return payload.size() < 2
                       ? QByteArray("close;")
                       : "close " +
                             QByteArray::number(qFromBigEndian<quint16>(payload.constData())) +
                             ';' + payload.mid(2);
        default:
            return "frame " + QByteArray::number(first, 16) + ';';
        }
    }

    static QByteArray toldShortly(const QByteArray &payload)
    {
        return payload.first(1) + '*' + QByteArray::number(payload.size()) + ';';
    }

    static QByteArray inflated(const QByteArray &payload)
    {
        QByteArray all;
        const auto output = [&](QByteArrayView piece) {
            all.append(piece);
            return true;
        };
        websocket::Inflater inflater;
        return inflater.feed(payload, output) && inflater.finish(output) ? all : "broken";
    }

    QByteArray m_bytes;
    QByteArray m_heard;
};

void row(const char *name, const QByteArray &sent, const QByteArray &heard, int closed)
{
    QTest::newRow(name) << sent << heard << closed;
}

void exchangeRows()
{
    const QByteArray large(65536, 'a');
    const QByteArray bye = closing(1000);
    row("5.6 text", frame("hi") + bye, "T:hi;close 1000;eof", 1000);
    row("5.6 empty messages", frame("") + frame("", 2) + bye, "T:;B:;close 1000;eof", 1000);
    row("5.6 large", frame(large) + frame(large, 2) + bye, "T:65536;B:65536;close 1000;eof", 1000);
    row("5.4 fragments are one message", frame("he", 1, false) + frame("llo", 0) + bye,
        "T:hello;close 1000;eof", 1000);
    row("5.5.2 ping is answered", frame("p", 9) + bye, "pong:p;close 1000;eof", 1000);
    row("5.5.2 empty ping is answered", frame("", 9) + bye, "pong:;close 1000;eof", 1000);
    row("5.5.2 ping of 125 bytes is answered", frame(QByteArray(125, 'p'), 9) + bye,
        "pong:125;close 1000;eof", 1000);
    row("5.5.2 ten pings in a row are answered in order",
        frame("0", 9) + frame("1", 9) + frame("2", 9) + frame("3", 9) + frame("4", 9) +
            frame("5", 9) + frame("6", 9) + frame("7", 9) + frame("8", 9) + frame("9", 9) + bye,
        "pong:0;pong:1;pong:2;pong:3;pong:4;pong:5;pong:6;pong:7;pong:8;pong:9;close 1000;eof",
        1000);
    row("5.5.2 ping between fragments is answered first",
        frame("he", 1, false) + frame("p", 9) + frame("llo", 0) + bye,
        "pong:p;T:hello;close 1000;eof", 1000);
    row("5.5.3 pongs nobody asked for are ignored",
        frame("", 10) + frame("x", 10) + frame("hi") + bye, "T:hi;close 1000;eof", 1000);
    row("5.5.2 ping too long", frame(QByteArray(126, 'p'), 9) + frame("hi"), "close 1002;eof",
        1002);
    row("5.2 reserved bit", frame("a") + frame("b", {.rsv = 4}) + frame("c"), "T:a;close 1002;eof",
        1002);
    row("5.2 reserved opcode", frame("a") + frame("b", 3) + frame("p", 9), "T:a;close 1002;eof",
        1002);
    row("5.1 unmasked", frame("a", {.masked = false}), "close 1002;eof", 1002);
    row("5.4 continuation without a start", frame("x", 0) + frame("a"), "close 1002;eof", 1002);
    row("8.1 not UTF-8", frame("a") + frame("\xff") + frame("b"), "T:a;close 1007;eof", 1007);
    row("9 too large", frame("", {.length = 1'000'001}), "close 1009;eof", 1009);
}

void closingRows()
{
    const QByteArray large(65536, 'a');
    row("5.5.1 without a code", frame("", 8), "close;eof", 1005);
    row("5.5.1 one byte", frame("x", 8), "close 1002;eof", 1002);
    row("5.5.1 the code comes back, the reason does not", closing(1001, "bye"), "close 1001;eof",
        1001);
    row("5.5.1 longest reason", closing(1000, QByteArray(123, 'a')), "close 1000;eof", 1000);
    row("5.5.1 reason too long", closing(1000, QByteArray(124, 'a')), "close 1002;eof", 1002);
    row("7.4.2 private code", closing(4999), "close 4999;eof", 4999);
    row("7.4.1 no code for a frame", closing(1005), "close 1002;eof", 1002);
    row("7.4.2 code out of range", closing(5000), "close 1002;eof", 1002);
    row("7.1.6 reason not UTF-8", closing(1000, "\xce\xba\xff"), "close 1007;eof", 1007);
    row("5.5.1 close within a message", frame("a", 1, false) + closing(1000), "close 1000;eof",
        1000);
    row("5.5.1 a second close is not answered", closing(1000) + closing(1001), "close 1000;eof",
        1000);
    row("5.5.1 a ping after close is not answered", closing(1000) + frame("p", 9), "close 1000;eof",
        1000);
    row("5.5.1 text after close is not taken", closing(1000) + frame("late"), "close 1000;eof",
        1000);
    row("5.5.1 a message that close interrupted is not finished",
        frame("a", 1, false) + closing(1000) + frame("b", 0), "close 1000;eof", 1000);
    row("5.5.1 errors after close do not matter", closing(1000) + frame("x", 3), "close 1000;eof",
        1000);
    row("7.1 a large message, close, ping", frame(large) + closing(1000) + frame("p", 9),
        "T:65536;close 1000;eof", 1000);
}

/// Whole conversations over a connection, as an echoing server has them with a client that keeps
/// the rules of RFC 6455 or does not. A row is named by its rule.
class TestWebSocketConversation : public QObject
{
    Q_OBJECT

private:
    TimerQueue m_timers;

private Q_SLOTS:
    void clientSpeaks_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("heard");
        QTest::addColumn<int>("closed");
        exchangeRows();
        closingRows();
    }

    void clientSpeaks()
    {
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, heard);
        QFETCH(int, closed);
        for (const qsizetype step : {sent.size(), sent.size() > 1000 ? qsizetype(997) : 1}) {
            Echo echo(m_timers);
            echo.send(sent, step);
            QTRY_COMPARE(echo.heard(), heard);
            QTRY_COMPARE(echo.closed, QList<int>{closed});
        }
    }

    void serverCloses_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("7.1.1 the client answers") << closing(1001);
        QTest::newRow("7.1.1 with another code") << closing(4000, "why");
        QTest::newRow("7.1.1 without a code") << frame("", 8);
        QTest::newRow("5.5.1 messages before its answer are dropped")
            << frame("late") + frame("late", 2) + closing(1001);
        QTest::newRow("5.5.1 pings before its answer are not answered")
            << frame("p", 9) + closing(1001);
        QTest::newRow("5.5.1 half a message before its answer")
            << frame("a", 1, false) + closing(1001);
        QTest::newRow("7.1.7 breaks the protocol instead") << frame("x", 3);
        QTest::newRow("7.1.7 sends what is not UTF-8 instead") << frame("\xff");
        QTest::newRow("7.1.7 answers with a wrong code") << closing(999);
    }

    void serverCloses()
    {
        QFETCH(QByteArray, sent);
        Echo echo(m_timers);
        echo.server->close(1001, "bye");
        QVERIFY(!echo.server->isOpen());
        echo.server->sendText("not any more");
        QTRY_COMPARE(echo.heard(), QByteArray("close 1001;bye"));
        echo.send(sent, sent.size());
        QTRY_COMPARE(echo.closed, QList<int>{1001});
        QTRY_COMPARE(echo.heard(), QByteArray("close 1001;byeeof"));
    }

    void largeMessagesAreCompressed()
    {
        Echo echo(m_timers, {.deflate = websocket::DeflateParameters{15}});
        echo.server->sendText(QByteArray(1023, 'a'));
        echo.server->sendText(QByteArray(1024, 'a'));
        echo.server->sendBinary(QByteArray(70'000, 'b'));
        echo.server->sendText("");
        echo.send(frame("p", 9), 100);
        QTRY_COMPARE(echo.heard(),
                     QByteArray("T:1023;compressed T:a*1024;compressed B:b*70000;T:;pong:p;"));
        // Once it is closing, nothing more is sent.
        echo.server->close(1000);
        echo.server->sendText(QByteArray(5000, 'a'));
        QTRY_VERIFY(echo.heard().endsWith("pong:p;close 1000;"));
    }

    /// One frame for many: each gets it as it was agreed with it.
    void sharedFramesAreCompressed()
    {
        const auto compressor = std::make_shared<websocket::Compressor>();
        const websocket::Options small{.deflate = websocket::DeflateParameters{9},
                                       .compressor = compressor};
        const websocket::Options large{.deflate = websocket::DeflateParameters{15},
                                       .compressor = compressor};
        Echo echoes[] = {Echo(m_timers, small), Echo(m_timers), Echo(m_timers, large),
                         Echo(m_timers, large), Echo(m_timers, small)};
        // What it repeats is too far back for the small window.
        QByteArray text(2000, Qt::Uninitialized);
        QRandomGenerator random(1);
        for (char &c : text)
            c = char('a' + random.bounded(26));
        const auto shared = [&](char letter) {
            return websocket::encodeFrame(websocket::Opcode::Text, letter + text + text);
        };
        for (const QByteArray &frame : {shared('a'), shared('b'), shared('a')}) {
            for (Echo &echo : echoes)
                echo.server->sendEncoded(frame);
        }
        const QByteArray plain = websocket::encodeFrame(websocket::Opcode::Text, "short");
        for (Echo &echo : echoes)
            echo.server->sendEncoded(plain);
        for (Echo &echo : echoes) {
            const bool compressed = &echo != &echoes[1];
            QTRY_COMPARE(echo.heard(),
                         QByteArray(compressed ? "compressed T:a*4001;compressed T:b*4001;"
                                                 "compressed T:a*4001;T:short;"
                                               : "T:4001;T:4001;T:4001;T:short;"));
        }
        QCOMPARE(echoes[4].bytesHeard, echoes[0].bytesHeard);
        QCOMPARE(echoes[3].bytesHeard, echoes[2].bytesHeard);
        QVERIFY(echoes[2].bytesHeard < echoes[0].bytesHeard);
    }

    void compressedErrorsClose()
    {
        Echo echo(m_timers, {.deflate = websocket::DeflateParameters{}});
        echo.send(frame(QByteArray::fromHex("f248cdc9c90700"), {.rsv = 4}) +
                      frame("\xff", {.rsv = 4}),
                  1);
        QTRY_COMPARE(echo.heard(), QByteArray("T:Hello;close 1007;eof"));
    }

    void closeFramesCross()
    {
        Echo echo(m_timers);
        echo.client.write(closing(1000));
        echo.client.flush();
        echo.server->close(1001);
        // Neither answers the other's a second time.
        QTRY_COMPARE(echo.heard(), QByteArray("close 1001;eof"));
        QTRY_COMPARE(echo.closed, QList<int>{1001});
    }

    void serverNeverSendsAWrongCode_data()
    {
        QTest::addColumn<int>("code");
        for (const int code : {0, 999, 1004, 1005, 1006, 1015, 2999, 5000})
            QTest::newRow(qPrintable(QString::number(code))) << code;
    }

    void serverNeverSendsAWrongCode()
    {
        QFETCH(int, code);
        Echo echo(m_timers);
        echo.server->close(quint16(code), "reason");
        QTRY_COMPARE(echo.heard(), QByteArray("close;"));
    }
};

PARLANCE_TEST(TestWebSocketConversation)

} // namespace tst_websocketconversation

#include "tst_websocketconversation.moc"
