// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/netfixture.h"
#include "websocket/frame.h"

#include <QPointer>

using namespace parlance;
using namespace parlance::test;
using namespace std::chrono_literals;
using http::ExchangePtr;
using http::Method;
using net::PathParameters;
using websocket::Connection;
using websocket::Opcode;

namespace {

const QByteArray keyFields = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                             "Sec-WebSocket-Version: 13\r\n";
const QByteArray upgradeFields = "Upgrade: websocket\r\nConnection: Upgrade\r\n";

QByteArray handshake(const QByteArray &fields = upgradeFields + keyFields,
                     const QByteArray &line = "GET /ws HTTP/1.1\r\n")
{
    return line + "Host: x\r\n" + fields + "\r\n";
}

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

} // namespace

/// Handshakes through the real listener, and connections behind them.
class TestNetWebSocket : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestFront> m_front;
    std::unique_ptr<Connection> m_connection;
    std::vector<std::unique_ptr<Connection>> m_older;
    http::Request m_request;
    QByteArrayList m_received;
    QList<int> m_closed;
    std::function<void(const QByteArray &)> m_onText;
    websocket::Options m_options;

    void accepted(const http::Request &request, std::unique_ptr<Connection> connection)
    {
        m_request = request;
        if (m_connection)
            m_older.push_back(std::move(m_connection));
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
        path.check = [](const http::Request &request) -> std::optional<http::Response> {
            if (request.queryValue(QStringLiteral("refuse")).isNull())
                return std::nullopt;
            return http::Response::json("{\"no\":1}", 400);
        };
        path.accepted = [this](const http::Request &request, std::unique_ptr<Connection> made) {
            accepted(request, std::move(made));
        };
        m_front->webSockets->addPath(path);
        return true;
    }

    /// A client behind its handshake.
    std::unique_ptr<RawClient> open()
    {
        auto client = std::make_unique<RawClient>(*m_front);
        client->send(handshake());
        if (client->takeAnswer().status != 101)
            return nullptr;
        return QTest::qWaitFor([this] { return bool(m_connection); }) ? std::move(client) : nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_front = std::make_unique<TestFront>();
        m_front->router.add(Method::Get, QStringLiteral("/fast"),
                            [](const ExchangePtr &exchange, const PathParameters &) {
                                exchange->reply(http::Response::text("fast"));
                            });
        m_received.clear();
        m_closed.clear();
        m_onText = nullptr;
        m_options = {};
    }

    void cleanup()
    {
        m_connection.reset();
        m_older.clear();
        m_front.reset();
    }

    void handshakeIsAnswered()
    {
        QVERIFY(start());
        RawClient client(*m_front);
        client.send(handshake(upgradeFields + keyFields, "GET /ws?token=a%20b HTTP/1.1\r\n"));
        const Answer answer = client.takeAnswer();
        QCOMPARE(answer.status, 101);
        QCOMPARE(answer.field("Sec-WebSocket-Accept"), QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        QCOMPARE(answer.field("Upgrade"), QByteArray("websocket"));
        QVERIFY(!answer.head.contains("Access-Control-"));
        QVERIFY(!answer.head.contains("Sec-WebSocket-Extensions"));
        QTRY_VERIFY(m_connection);
        QCOMPARE(m_request.queryValue(QStringLiteral("token")), QStringLiteral("a b"));
        QCOMPARE(m_request.remoteAddress, QStringLiteral("127.0.0.1"));
        QCOMPARE(m_front->requests, 0);
    }

    void handshakes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &bytes, int status) {
            QTest::newRow(name) << bytes << status;
        };
        row("list of connection",
            handshake("Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n" + keyFields),
            101);
        row("other case", handshake("upgrade: WebSocket\r\nconnection: UPGRADE\r\n" + keyFields),
            101);
        row("trailing slash", handshake(upgradeFields + keyFields, "GET /WS/ HTTP/1.1\r\n"), 101);
        row("deflate offered",
            handshake(upgradeFields + keyFields +
                      "Sec-WebSocket-Extensions: permessage-deflate\r\n"),
            101);
        row("origin", handshake(upgradeFields + keyFields + "Origin: http://any\r\n"), 101);
        row("many headers",
            handshake(upgradeFields + keyFields + QByteArray("X-A: b\r\n").repeated(90)), 101);
        row("version 8",
            handshake(upgradeFields + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                      "Sec-WebSocket-Version: 8\r\n"),
            426);
        row("no version",
            handshake(upgradeFields + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"), 426);
        row("no key", handshake(upgradeFields + "Sec-WebSocket-Version: 13\r\n"), 400);
        row("short key",
            handshake(upgradeFields + "Sec-WebSocket-Key: eHh4\r\n"
                                      "Sec-WebSocket-Version: 13\r\n"),
            400);
        row("key no base64",
            handshake(upgradeFields + "Sec-WebSocket-Key: !!hlIHNhbXBsZSBub25jZQ==\r\n"
                                      "Sec-WebSocket-Version: 13\r\n"),
            400);
        row("two keys",
            handshake(upgradeFields + keyFields +
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
            400);
        row("POST", handshake(upgradeFields + keyFields, "POST /ws HTTP/1.1\r\n"), 405);
        row("with a body", handshake(upgradeFields + keyFields + "Content-Length: 1\r\n") + "x",
            400);
        row("unknown path", handshake(upgradeFields + keyFields, "GET /other HTTP/1.1\r\n"), 404);
        row("refused", handshake(upgradeFields + keyFields, "GET /ws?refuse=1 HTTP/1.1\r\n"), 400);
        row("garbage line", handshake(upgradeFields + keyFields + "garbage\r\n"), 400);
        row("bytes behind", handshake() + masked(Opcode::Text, "early"), 400);
        row("other upgrade",
            handshake("Upgrade: h2c\r\nConnection: Upgrade\r\n", "GET /fast HTTP/1.1\r\n"), 200);
        row("no connection token", handshake("Upgrade: websocket\r\n", "GET /fast HTTP/1.1\r\n"),
            200);
        row("HTTP/1.0", handshake(upgradeFields + keyFields, "GET /fast HTTP/1.0\r\n"), 200);
        row("no upgrade", handshake("", "GET /ws HTTP/1.1\r\n"), 404);
    }

    void handshakes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        QVERIFY(start());
        RawClient client(*m_front);
        client.send(bytes);
        const Answer answer = client.takeAnswer();
        QCOMPARE(answer.status, status);
        if (status == 426)
            QCOMPARE(answer.field("Sec-WebSocket-Version"), QByteArray("13"));
        if (status >= 400 && answer.field("Connection") == "close")
            QVERIFY(client.waitForClosed());
        QCOMPARE(bool(m_connection), status == 101);
        RawClient next(*m_front);
        next.send(handshake());
        QCOMPARE(next.takeAnswer().status, 101);
    }

    void foreignOriginIsRefused()
    {
        m_front->fields = net::CommonFields({"https://ours"});
        QVERIFY(start());
        RawClient foreign(*m_front);
        foreign.send(handshake(upgradeFields + keyFields + "Origin: https://theirs\r\n"));
        QCOMPARE(foreign.takeAnswer().status, 403);
        RawClient ours(*m_front);
        ours.send(handshake(upgradeFields + keyFields + "Origin: https://ours\r\n"));
        QCOMPARE(ours.takeAnswer().status, 101);
    }

    void bytesBeforeTheAnswer()
    {
        QVERIFY(start());
        RawClient client(*m_front);
        client.send(handshake());
        client.send(masked(Opcode::Text, "early"));
        // Either the bytes came first, or they are the first message: never lost, never swallowed.
        const Answer answer = client.takeAnswer();
        if (answer.status == 101)
            QTRY_COMPARE(m_received, QByteArrayList{"early"});
        else
            QCOMPARE(answer.status, 400);
    }

    void afterAnotherRequest()
    {
        QVERIFY(start());
        RawClient client(*m_front);
        client.get("/fast");
        QCOMPARE(client.takeAnswer().status, 200);
        client.send(handshake());
        QCOMPARE(client.takeAnswer().status, 101);
    }

    void manyAtOnce()
    {
        QVERIFY(start());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 60; ++i) {
            clients.push_back(std::make_unique<RawClient>(*m_front));
            clients.back()->send(handshake());
        }
        for (const auto &client : clients)
            QCOMPARE(client->takeAnswer().status, 101);
    }

    void clientLeavesDuringTheHandshake()
    {
        QVERIFY(start());
        for (int i = 0; i < 20; ++i) {
            RawClient client(*m_front);
            client.send(handshake());
            client.socket.abort();
        }
        QTRY_VERIFY((m_connection.reset(), m_older.clear(), m_front->port->connectionCount() == 0));
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
        m_connection->sendText("nobody hears it");
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

QTEST_GUILESS_MAIN(TestNetWebSocket)
#include "tst_netwebsocket.moc"
