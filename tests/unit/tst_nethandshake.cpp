// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/netfixture.h"
#include "support/testprogram.h"
#include "websocket/frame.h"

namespace tst_nethandshake {

using namespace parlance;
using namespace parlance::test;
using http::ExchangePtr;
using http::Method;
using websocket::Connection;

const QByteArray keyFields = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                             "Sec-WebSocket-Version: 13\r\n";
const QByteArray upgradeFields = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
/// A text frame, with the masking key 0.
const QByteArray early("\x81\x85\0\0\0\0early", 11);

QByteArray handshake(const QByteArray &fields = upgradeFields + keyFields,
                     const QByteArray &line = "GET /ws HTTP/1.1\r\n")
{
    return line + "Host: x\r\n" + fields + "\r\n";
}

void row(const char *name, const QByteArray &bytes, int status)
{
    QTest::newRow(name) << bytes << status;
}

void goodRows()
{
    row("list of connection",
        handshake("Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n" + keyFields), 101);
    row("other case", handshake("upgrade: WebSocket\r\nconnection: UPGRADE\r\n" + keyFields), 101);
    row("trailing slash", handshake(upgradeFields + keyFields, "GET /WS/ HTTP/1.1\r\n"), 101);
    row("deflate offered",
        handshake(upgradeFields + keyFields + "Sec-WebSocket-Extensions: permessage-deflate\r\n"),
        101);
    row("origin", handshake(upgradeFields + keyFields + "Origin: http://any\r\n"), 101);
    row("many headers",
        handshake(upgradeFields + keyFields + QByteArray("X-A: b\r\n").repeated(90)), 101);
}

void fieldRows()
{
    row("version 8",
        handshake(upgradeFields + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                  "Sec-WebSocket-Version: 8\r\n"),
        426);
    row("no version", handshake(upgradeFields + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
        426);
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
        handshake(upgradeFields + keyFields + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
        400);
    row("two versions", handshake(upgradeFields + keyFields + "Sec-WebSocket-Version: 13\r\n"),
        426);
    row("version 14",
        handshake(upgradeFields + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                  "Sec-WebSocket-Version: 14\r\n"),
        426);
    row("empty key",
        handshake(upgradeFields + "Sec-WebSocket-Key:\r\nSec-WebSocket-Version: 13\r\n"), 400);
    row("key of 15 bytes",
        handshake(upgradeFields + "Sec-WebSocket-Key: " + QByteArray(15, 'k').toBase64() +
                  "\r\nSec-WebSocket-Version: 13\r\n"),
        400);
    row("key of 17 bytes",
        handshake(upgradeFields + "Sec-WebSocket-Key: " + QByteArray(17, 'k').toBase64() +
                  "\r\nSec-WebSocket-Version: 13\r\n"),
        400);
}

void otherRows()
{
    row("HEAD", handshake(upgradeFields + keyFields, "HEAD /ws HTTP/1.1\r\n"), 405);
    row("no host", "GET /ws HTTP/1.1\r\n" + upgradeFields + keyFields + "\r\n", 400);
    row("a request behind", handshake() + "GET /fast HTTP/1.1\r\nHost: x\r\n\r\n", 400);
    row("a bare byte behind", handshake() + '\x81', 400);
    row("POST", handshake(upgradeFields + keyFields, "POST /ws HTTP/1.1\r\n"), 405);
    row("with a body", handshake(upgradeFields + keyFields + "Content-Length: 1\r\n") + "x", 400);
    row("unknown path", handshake(upgradeFields + keyFields, "GET /other HTTP/1.1\r\n"), 404);
    row("refused", handshake(upgradeFields + keyFields, "GET /ws?refuse=1 HTTP/1.1\r\n"), 400);
    row("garbage line", handshake(upgradeFields + keyFields + "garbage\r\n"), 400);
    row("bytes behind", handshake() + early, 400);
    row("other upgrade",
        handshake("Upgrade: h2c\r\nConnection: Upgrade\r\n", "GET /fast HTTP/1.1\r\n"), 200);
    row("no connection token", handshake("Upgrade: websocket\r\n", "GET /fast HTTP/1.1\r\n"), 200);
    row("HTTP/1.0", handshake(upgradeFields + keyFields, "GET /fast HTTP/1.0\r\n"), 200);
    row("no upgrade", handshake("", "GET /ws HTTP/1.1\r\n"), 404);
}

/// WebSocket handshakes (RFC 6455 section 4.2) through the real listener.
class TestNetHandshake : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestFront> m_front;
    std::vector<std::unique_ptr<Connection>> m_connections;
    http::Request m_request;
    QByteArrayList m_received;

    bool start()
    {
        if (!m_front->start())
            return false;
        net::WsFrontend::Path path;
        path.path = QStringLiteral("/ws");
        path.check = [](const http::Request &request) -> std::optional<http::Response> {
            if (request.queryValue(QStringLiteral("refuse")).isNull())
                return std::nullopt;
            return http::Response::json("{\"no\":1}", 400);
        };
        path.accepted = [this](const http::Request &request, std::unique_ptr<Connection> made) {
            m_request = request;
            connect(made.get(), &Connection::textReceived, this,
                    [this](const QByteArray &text) { m_received.append(text); });
            m_connections.push_back(std::move(made));
        };
        m_front->webSockets->addPath(path);
        return true;
    }

private Q_SLOTS:
    void init()
    {
        m_front = std::make_unique<TestFront>();
        m_front->router.add(Method::Get, QStringLiteral("/fast"),
                            [](const ExchangePtr &exchange, const QStringList &) {
                                exchange->reply(http::Response::text("fast"));
                            });
        m_received.clear();
    }

    void cleanup()
    {
        m_connections.clear();
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
        QTRY_COMPARE(m_connections.size(), size_t(1));
        QCOMPARE(m_request.queryValue(QStringLiteral("token")), QStringLiteral("a b"));
        QCOMPARE(m_request.remoteAddress, QStringLiteral("127.0.0.1"));
        QCOMPARE(m_front->requests, 0);
    }

    void handshakes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        goodRows();
        fieldRows();
        otherRows();
    }

    void handshakes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        QVERIFY(start());
        RawClient client(*m_front);
        client.send(bytes);
        const bool head = bytes.startsWith("HEAD");
        const Answer answer = client.takeAnswer(head);
        QCOMPARE(answer.status, status);
        if (status == 426)
            QCOMPARE(answer.field("Sec-WebSocket-Version"), QByteArray("13"));
        if (status >= 400 && bytes.contains(upgradeFields)) {
            // A reason for whoever writes the client, and nothing more is read.
            QVERIFY(head || answer.body.contains("\"message\":\"") || bytes.contains("refuse=1"));
            QCOMPARE(answer.field("Connection"), QByteArray("close"));
            QVERIFY(client.waitForClosed());
        }
        QCOMPARE(m_connections.size(), size_t(status == 101 ? 1 : 0));
        RawClient next(*m_front);
        next.send(handshake());
        QCOMPARE(next.takeAnswer().status, 101);
    }

    void extensions_data()
    {
        QTest::addColumn<bool>("on");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer");
        const QByteArray offer = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
        const QByteArray small = "Sec-WebSocket-Extensions: permessage-deflate; "
                                 "server_max_window_bits=10\r\n";
        const QByteArray agreed = "permessage-deflate; server_no_context_takeover; "
                                  "client_no_context_takeover";
        QTest::newRow("off") << false << offer << 101 << QByteArray();
        QTest::newRow("off, malformed")
            << false << "Sec-WebSocket-Extensions: ;\r\n" + offer << 101 << QByteArray();
        QTest::newRow("on, nothing offered") << true << QByteArray() << 101 << QByteArray();
        QTest::newRow("on") << true << offer << 101 << agreed;
        QTest::newRow("on, declined")
            << true << QByteArray("Sec-WebSocket-Extensions: permessage-deflate; x=1\r\n") << 101
            << QByteArray();
        QTest::newRow("on, in two fields, the first counts")
            << true << small + offer << 101 << agreed + "; server_max_window_bits=10";
        QTest::newRow("on, malformed")
            << true << QByteArray("Sec-WebSocket-Extensions: permessage-deflate;\r\n") << 400
            << QByteArray();
    }

    void extensions()
    {
        QFETCH(bool, on);
        QFETCH(QByteArray, fields);
        QFETCH(int, status);
        QFETCH(QByteArray, answer);
        QVERIFY(start());
        m_front->webSockets->setCompression(on);
        RawClient client(*m_front);
        client.send(handshake(upgradeFields + keyFields + fields));
        const Answer got = client.takeAnswer();
        QCOMPARE(got.status, status);
        QCOMPARE(got.field("Sec-WebSocket-Extensions"), answer);
        if (status != 101)
            return;
        // "Hello" of RFC 7692 section 7.2.3.1.
        const auto hello = QByteArray::fromHex("c18700000000f248cdc9c90700");
        client.send(hello);
        if (!answer.isEmpty())
            QTRY_COMPARE(m_received, QByteArrayList{"Hello"});
        else
            QVERIFY(client.waitFor(QByteArray::fromHex("880203ea")));
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
        client.send(early);
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
        QTRY_VERIFY((m_connections.clear(), m_front->port->connectionCount() == 0));
    }
};

PARLANCE_TEST(TestNetHandshake)

} // namespace tst_nethandshake

#include "tst_nethandshake.moc"
