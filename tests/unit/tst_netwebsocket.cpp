// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/netfixture.h"
#include "support/testprogram.h"
#include "websocket/frame.h"

#include <QPointer>

namespace tst_netwebsocket {

using namespace parlance;
using namespace parlance::test;
using namespace std::chrono_literals;
using websocket::Connection;
using websocket::Opcode;

const QByteArray handshake = "GET /ws HTTP/1.1\r\nHost: x\r\n"
                             "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                             "Sec-WebSocket-Version: 13\r\n\r\n";

/// With the masking key 0, which leaves the payload as it is.
QByteArray masked(Opcode opcode, const QByteArray &payload)
{
    QByteArray frame = websocket::encodeFrame(opcode, payload);
    const qsizetype header = frame.size() - payload.size();
    frame[1] = char(frame.at(1) | 0x80);
    return frame.insert(header, QByteArray(4, '\0'));
}

QByteArray closing(quint16 code)
{
    return masked(Opcode::Close, websocket::closePayload(code, {}));
}

/// Connections behind their handshake, through the real listener.
class TestNetWebSocket : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestFront> m_front;
    std::unique_ptr<Connection> m_connection;
    QByteArrayList m_received;
    QList<int> m_closed;
    std::function<void(const QByteArray &)> m_onText;
    websocket::Options m_options;

    void accepted(std::unique_ptr<Connection> connection)
    {
        m_connection = std::move(connection);
        connect(m_connection.get(), &Connection::textReceived, this,
                [this](const QByteArray &text) {
                    m_received.append(text);
                    if (m_onText)
                        m_onText(text);
                    else
                        m_connection->sendText(text);
                });
        connect(m_connection.get(), &Connection::binaryReceived, this,
                [this](const QByteArray &payload) { m_connection->sendBinary(payload); });
        connect(m_connection.get(), &Connection::closed, this,
                [this](quint16 code) { m_closed.append(code); });
    }

    bool start()
    {
        if (!m_front->start())
            return false;
        net::WsFrontend::Path path;
        path.path = QStringLiteral("/ws");
        path.options = m_options;
        path.accepted = [this](const http::Request &, std::unique_ptr<Connection> made) {
            accepted(std::move(made));
        };
        m_front->webSockets->addPath(path);
        return true;
    }

    /// A client behind its handshake.
    std::unique_ptr<RawClient> open()
    {
        auto client = std::make_unique<RawClient>(*m_front);
        client->send(handshake);
        if (client->takeAnswer().status != 101)
            return nullptr;
        return QTest::qWaitFor([this] { return bool(m_connection); }) ? std::move(client) : nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_front = std::make_unique<TestFront>();
        m_received.clear();
        m_closed.clear();
        m_onText = nullptr;
        m_options = {};
    }

    void cleanup()
    {
        m_connection.reset();
        m_front.reset();
    }

    void echoes()
    {
        QVERIFY(start());
        const auto client = open();
        QVERIFY(client);
        client->send(masked(Opcode::Text, "hello") + masked(Opcode::Binary, "\xff\x01") +
                     masked(Opcode::Ping, "p") + masked(Opcode::Pong, "ignored"));
        const QByteArray expected = websocket::encodeFrame(Opcode::Text, "hello") +
                                    websocket::encodeFrame(Opcode::Binary, "\xff\x01") +
                                    websocket::encodeFrame(Opcode::Pong, "p");
        QVERIFY(client->waitForBytes(expected.size()));
        QCOMPARE(client->received, expected);
        QCOMPARE(m_front->port->connectionCount(), 1);
    }

    void largeEcho()
    {
        QVERIFY(start());
        const auto client = open();
        QVERIFY(client);
        const QByteArray text(900'000, 'x');
        client->send(masked(Opcode::Text, text));
        const QByteArray expected = websocket::encodeFrame(Opcode::Text, text);
        QVERIFY(client->waitForBytes(expected.size()));
        QCOMPARE(client->received, expected);
    }

    void clientCloses()
    {
        QVERIFY(start());
        const auto client = open();
        QVERIFY(client);
        client->send(closing(1000) + masked(Opcode::Text, "late"));
        QTRY_COMPARE(m_closed, QList<int>{1000});
        QVERIFY(client->waitFor(websocket::encodeFrame(Opcode::Close, "\x03\xe8")));
        QVERIFY(client->waitForClosed());
        QVERIFY(m_received.isEmpty());
        QVERIFY(!m_connection->isOpen());
    }

    void clientClosesWithoutCode()
    {
        QVERIFY(start());
        const auto client = open();
        QVERIFY(client);
        client->send(masked(Opcode::Close, ""));
        QTRY_COMPARE(m_closed, QList<int>{1005});
        QVERIFY(client->waitFor(websocket::encodeFrame(Opcode::Close, "")));
    }

    void clientVanishes_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::newRow("fin") << false;
        QTest::newRow("rst") << true;
    }

    void clientVanishes()
    {
        QFETCH(bool, reset);
        QVERIFY(start());
        const auto client = open();
        QVERIFY(client);
        if (reset)
            client->socket.abort();
        else
            client->socket.disconnectFromHost();
        QTRY_COMPARE(m_closed, QList<int>{1006});
        m_connection->sendText("no recipient");
        m_connection->close(1000);
        m_connection.reset();
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
        QCOMPARE(m_closed.size(), 1);
    }

    void serverCloses()
    {
        QVERIFY(start());
        const auto client = open();
        QVERIFY(client);
        m_connection->close(1001, "bye");
        m_connection->sendText("not sent");
        QVERIFY(!m_connection->isOpen());
        const QByteArray frame = websocket::encodeFrame(Opcode::Close, "\x03\xe9"
                                                                       "bye");
        QVERIFY(client->waitForBytes(frame.size()));
        client->send(masked(Opcode::Text, "late") + closing(1001));
        QTRY_COMPARE(m_closed, QList<int>{1001});
        QVERIFY(client->waitForClosed());
        QCOMPARE(client->pull(), frame);
        QVERIFY(m_received.isEmpty());
    }

    void serverClosesAndClientDoesNotAnswer()
    {
        m_options.closeTimeout = 50ms;
        QVERIFY(start());
        const auto client = open();
        QVERIFY(client);
        m_connection->close(1000);
        QTRY_COMPARE(m_closed, QList<int>{1000});
        QVERIFY(client->waitForClosed());
    }

    void protocolErrorIsTold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("unmasked") << websocket::encodeFrame(Opcode::Text, "hi") << 1002;
        QTest::newRow("not utf-8") << masked(Opcode::Text, "\xff") << 1007;
        QTest::newRow("too big") << masked(Opcode::Text, QByteArray(1'000'001, 'a')) << 1009;
    }

    void protocolErrorIsTold()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QVERIFY(start());
        const auto client = open();
        QVERIFY(client);
        client->send(bytes);
        const QByteArray expected =
            websocket::encodeFrame(Opcode::Close, websocket::closePayload(quint16(code), {}));
        QVERIFY(client->waitFor(expected));
        QTRY_COMPARE(m_closed, QList<int>{code});
        QVERIFY(client->waitForClosed());
    }

    void slowReaderIsDropped()
    {
        m_options.maxBufferedBytes = 100'000;
        QVERIFY(start());
        const auto client = open();
        QVERIFY(client);
        client->socket.setReadBufferSize(1000);
        const QByteArray frame = websocket::encodeFrame(Opcode::Text, QByteArray(60'000, 'x'));
        for (int i = 0; i < 1000 && m_connection->isOpen(); ++i)
            m_connection->sendEncoded(frame);
        QVERIFY(!m_connection->isOpen());
        // Not from inside a send: a loop over many connections would not expect it.
        QVERIFY(m_closed.isEmpty());
        QTRY_COMPARE(m_closed, QList<int>{1006});
    }

    void whatOneTurnSendsIsNoSlowness()
    {
        m_options.maxBufferedBytes = 1000;
        QVERIFY(start());
        const auto client = open();
        QVERIFY(client);
        const QByteArray frame = websocket::encodeFrame(Opcode::Text, QByteArray(600, 'x'));
        for (int i = 0; i < 20; ++i)
            m_connection->sendEncoded(frame);
        QVERIFY(m_connection->isOpen());
        QVERIFY(client->waitFor(frame.repeated(20)));
    }

    void abortIsImmediate()
    {
        QVERIFY(start());
        const auto client = open();
        QVERIFY(client);
        m_connection->abort();
        QVERIFY(!m_connection->isOpen());
        QVERIFY(client->waitForClosed());
        QTRY_COMPARE(m_closed, QList<int>{1006});
    }

    void deletedInsideItsSignal()
    {
        QVERIFY(start());
        m_onText = [this](const QByteArray &) { m_connection.reset(); };
        const auto client = open();
        QVERIFY(client);
        client->send(masked(Opcode::Text, "a") + masked(Opcode::Text, "b"));
        QVERIFY(client->waitForClosed());
        QCOMPARE(m_received, QByteArrayList{"a"});
    }

    void closedInsideItsSignal()
    {
        QVERIFY(start());
        m_onText = [this](const QByteArray &) { m_connection->close(1000); };
        const auto client = open();
        QVERIFY(client);
        client->send(masked(Opcode::Text, "a") + masked(Opcode::Text, "b") + closing(1000));
        QTRY_COMPARE(m_closed, QList<int>{1000});
        QCOMPARE(m_received, QByteArrayList{"a"});
        QVERIFY(client->waitForClosed());
    }

    void deletedInsideClosed()
    {
        QVERIFY(start());
        const auto client = open();
        QVERIFY(client);
        connect(m_connection.get(), &Connection::closed, this, [this] { m_connection.reset(); });
        client->send(closing(1000));
        QTRY_VERIFY(!m_connection);
        QVERIFY(client->waitFor(websocket::encodeFrame(Opcode::Close, "\x03\xe8")));
        QVERIFY(client->waitForClosed());
    }

    void nestedEventLoopKeepsOrder()
    {
        QVERIFY(start());
        m_onText = [](const QByteArray &) { QCoreApplication::processEvents(); };
        const auto client = open();
        QVERIFY(client);
        for (int i = 0; i < 50; ++i)
            client->send(masked(Opcode::Text, QByteArray::number(i)));
        QTRY_COMPARE(m_received.size(), 50);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(m_received.at(i), QByteArray::number(i));
    }
};

PARLANCE_TEST(TestNetWebSocket)

} // namespace tst_netwebsocket

#include "tst_netwebsocket.moc"
