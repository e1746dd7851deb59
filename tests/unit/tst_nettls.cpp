// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/netfixture.h"
#include "support/testprogram.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace tst_nettls {

using namespace parlance;
using namespace parlance::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using http::ExchangePtr;
using http::Method;

/// What only TLS has; everything else of the net layer is tested over it by the suites themselves.
class TestNetTls : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestFront> m_front;
    std::vector<ExchangePtr> m_held;
    int m_aborted = 0;

    static QSslSocket &tls(RawClient &client) { return static_cast<QSslSocket &>(client.socket); }

    /// A client that says nothing by itself.
    std::unique_ptr<QTcpSocket> connectRaw() const
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), m_front->port->serverPort());
        if (!socket->waitForConnected(5000))
            qFatal("cannot connect");
        return socket;
    }

    /// What a client of TLS says first.
    static QByteArray clientHello()
    {
        QTcpServer listener;
        QSslSocket client;
        if (!listener.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        client.connectToHostEncrypted(u"127.0.0.1"_s, listener.serverPort());
        if (!listener.waitForNewConnection(5000))
            qFatal("nobody connects");
        const std::unique_ptr<QTcpSocket> server(listener.nextPendingConnection());
        if (!QTest::qWaitFor([&] { return server->bytesAvailable() > 0; }))
            qFatal("no hello");
        return server->readAll();
    }

    static bool closes(QTcpSocket &socket)
    {
        return QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; });
    }

private Q_SLOTS:
    void initTestCase() { qputenv("PARLANCE_TEST_TLS", "1"); }

    void init()
    {
        m_front = std::make_unique<TestFront>();
        m_front->router.add(
            Method::Get, u"/secure"_s, [](const ExchangePtr &exchange, const QStringList &) {
                exchange->reply(
                    http::Response::text(exchange->request().secure ? "secure" : "plain"));
            });
        m_front->router.add(Method::Get, u"/slow"_s,
                            [this](const ExchangePtr &exchange, const QStringList &) {
                                m_held.push_back(exchange);
                                exchange->onAborted([this] { ++m_aborted; });
                            });
    }

    void cleanup()
    {
        m_held.clear();
        m_front.reset();
        m_aborted = 0;
    }

    void speaksHttp11()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        QVERIFY(client.connected);
        client.get("/secure");
        QCOMPARE(client.takeAnswer().body, QByteArray("secure"));

        QSslSocket other;
        QSslConfiguration configuration;
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setAllowedNextProtocols({"h2", "http/1.1"});
        other.setSslConfiguration(configuration);
        other.connectToHostEncrypted(u"127.0.0.1"_s, m_front->port->serverPort());
        QTRY_VERIFY(other.isEncrypted());
        QCOMPARE(other.sslConfiguration().nextNegotiatedProtocol(), QByteArray("http/1.1"));
        QCOMPARE(other.sessionProtocol(), QSsl::TlsV1_3);
    }

    void notTls_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char *name, const QByteArray &bytes, const char *answer) {
            QTest::newRow(name) << bytes << QByteArray(answer);
        };
        row("HTTP", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "This port speaks TLS: use https");
        row("one letter", "G", "This port speaks TLS");
        row("zeros", QByteArray(100, '\0'), "");
        row("handshake record of garbage",
            "\x16\x03\x01" + QByteArray(2, '\x10') + QByteArray(5000, 'x'), "");
        row("application data", QByteArray("\x17\x03\x03\x00\x05hello", 10), "");
        row("SSL 2", QByteArray("\x80\x2e\x01\x00\x02\x00\x15\x00\x00\x00\x10", 11), "");
        row("record too long", QByteArray("\x16\x03\x01\xff\xff", 5) + QByteArray(70000, '\1'), "");
    }
    void notTls()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, answer);
        QVERIFY(m_front->start());
        const auto client = connectRaw();
        client->write(bytes);
        QVERIFY(closes(*client));
        const QByteArray came = client->readAll();
        QVERIFY2(came.contains(answer), came.constData());
        QCOMPARE(came.startsWith("HTTP/1.1 400 "), !answer.isEmpty());
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
        QCOMPARE(m_front->requests, 0);
    }

    void stalledHandshake_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a record header") << QByteArray("\x16\x03", 2);
        QTest::newRow("half a hello")
            << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
    }
    void stalledHandshake()
    {
        QFETCH(QByteArray, bytes);
        m_front->limits.headerTime = 500ms;
        QVERIFY(m_front->start());
        const auto client = connectRaw();
        client->write(bytes);
        QTRY_COMPARE(m_front->port->connectionCount(), 1);
        QVERIFY(closes(*client));
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
    }

    void refusedBeforeAnyEncryption()
    {
        m_front->options.connectionsPerAddress = 1;
        QVERIFY(m_front->start());
        RawClient first(*m_front);
        QVERIFY(first.connected);
        const auto second = connectRaw();
        second->write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QVERIFY(closes(*second));
        QCOMPARE(second->readAll(), QByteArray());
        first.get("/secure");
        QCOMPARE(first.takeAnswer().body, QByteArray("secure"));
    }

    /// Many hellos at once, of clients that say no more: what is answered has cost a signature.
    void handshakesWaitForTheirTurn_data()
    {
        QTest::addColumn<QStringList>("proxies");
        QTest::addColumn<int>("started");
        QTest::newRow("of one address") << QStringList() << net::TlsGate::perAddress;
        QTest::newRow("of a proxy") << QStringList{u"127.0.0.1"_s} << 40;
    }
    void handshakesWaitForTheirTurn()
    {
        QFETCH(QStringList, proxies);
        QFETCH(int, started);
        m_front->proxies = *net::TrustedProxies::parse(proxies);
        QVERIFY(m_front->start());
        const QByteArray hello = clientHello();
        std::vector<std::unique_ptr<QTcpSocket>> clients;
        for (int i = 0; i < 40; ++i) {
            clients.push_back(connectRaw());
            clients.back()->write(hello);
            QVERIFY(clients.back()->waitForBytesWritten(5000));
        }
        const auto answered = [&clients] {
            return int(std::count_if(clients.begin(), clients.end(), [](const auto &client) {
                return client->bytesAvailable() > 0;
            }));
        };
        QTRY_COMPARE(answered(), started);
        // Another address passes those that wait.
        QTcpSocket other;
        QVERIFY(other.bind(QHostAddress(u"127.0.0.2"_s)));
        other.connectToHost(QHostAddress(QHostAddress::LocalHost), m_front->port->serverPort());
        other.write(hello);
        QTRY_VERIFY(other.bytesAvailable() > 0);
        QCOMPARE(answered(), started);
        if (started == int(clients.size()))
            return;
        // One that was served leaves, one more is.
        const auto served = std::find_if(clients.begin(), clients.end(), [](const auto &client) {
            return client->bytesAvailable() > 0;
        });
        clients.erase(served);
        QTRY_COMPARE(answered(), started);
    }

    void oneTurnStartsFewHandshakes()
    {
        // Handshakes that were never connected: starting them is what counts.
        net::TlsGate gate;
        TimerQueue timers;
        std::vector<std::unique_ptr<net::TlsHandshake>> handshakes;
        std::vector<QSslSocket *> sockets;
        for (int i = 0; i < 7; ++i) {
            auto socket = std::make_unique<QSslSocket>();
            socket->setSocketDescriptor(-1, QAbstractSocket::UnconnectedState);
            sockets.push_back(socket.get());
            handshakes.push_back(
                std::make_unique<net::TlsHandshake>(std::move(socket), testTls(), timers, 5000ms));
            gate.enter(handshakes.back().get(), QHostAddress(QHostAddress::LocalHost));
        }
        // It is given its certificate when it is started.
        const auto started = [&sockets] {
            return int(std::count_if(sockets.begin(), sockets.end(), [](const QSslSocket *socket) {
                return !socket->localCertificate().isNull();
            }));
        };
        for (int turn = 1; turn <= 4; ++turn) {
            QCOMPARE(started(), (turn - 1) * net::TlsGate::perTurn);
            QCoreApplication::sendPostedEvents(&gate);
        }
        QCOMPARE(started(), 7);
    }

    void shutDownDropsHandshakes()
    {
        QVERIFY(m_front->start());
        const auto client = connectRaw();
        QTRY_COMPARE(m_front->port->connectionCount(), 1);
        m_front->port->shutDown();
        QCOMPARE(m_front->port->connectionCount(), 0);
        QVERIFY(closes(*client));
    }

    /// Each in a record of its own: QSslSocket announces every record from inside its work.
    void manySmallRecords()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        constexpr int requests = 3000;
        for (int i = 0; i < requests; ++i)
            client.get("/secure");
        for (int i = 0; i < requests; ++i)
            QCOMPARE(client.takeAnswer().status, 200);
    }

    void oneByteRecords()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        for (const char byte : QByteArray("GET /secure HTTP/1.1\r\nHost: x\r\n\r\n"))
            client.send(QByteArray(1, byte));
        QCOMPARE(client.takeAnswer().body, QByteArray("secure"));
    }

    void closeIsSaidInTlsToo()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        QStringList errors;
        connect(&client.socket, &QAbstractSocket::errorOccurred, this,
                [&] { errors.append(client.socket.errorString()); });
        client.get("/secure", "Connection: close\r\n");
        QCOMPARE(client.takeAnswer().status, 200);
        QVERIFY(client.waitForClosed());
        // close_notify, then FIN.
        QCOMPARE(errors.size(), 2);
        QVERIFY2(errors.first().contains(u"TLS"_s), qPrintable(errors.first()));
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
    }

    /// close_notify, but TCP stays open.
    void clientThatOnlySaysGoodbye()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.get("/slow");
        QTRY_COMPARE(m_held.size(), 1u);
        const int kept = ::fcntl(int(client.socket.socketDescriptor()), F_DUPFD_CLOEXEC, 0);
        client.socket.disconnectFromHost();
        client.socket.flush();
        QTRY_COMPARE(m_aborted, 1);
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
        ::close(kept);
    }

    void brokenRecord()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.get("/slow");
        QTRY_COMPARE(m_held.size(), 1u);
        const QByteArray record = QByteArray("\x17\x03\x03\x00\x20", 5) + QByteArray(32, 'x');
        QCOMPARE(::write(int(client.socket.socketDescriptor()), record.constData(),
                         size_t(record.size())),
                 record.size());
        QTRY_COMPARE(m_aborted, 1);
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
    }
};

PARLANCE_TEST(TestNetTls)

} // namespace tst_nettls

#include "tst_nettls.moc"
