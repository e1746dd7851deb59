// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlskeeper.h"
#include "support/netfixture.h"
#include "support/testprogram.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSslCertificate>

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
using net::PathParameters;

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// What only TLS has; everything else of the net layer is tested over it by the suites themselves.
class TestNetTls : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestFront> m_front;
    std::vector<ExchangePtr> m_held;
    int m_aborted = 0;
    TestCertificates m_files;

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
            Method::Get, u"/secure"_s, [](const ExchangePtr &exchange, const PathParameters &) {
                exchange->reply(
                    http::Response::text(exchange->request().secure ? "secure" : "plain"));
            });
        m_front->router.add(Method::Get, u"/slow"_s,
                            [this](const ExchangePtr &exchange, const PathParameters &) {
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

    void files_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *certificate, const char *key, const char *word) {
            QTest::addRow("%s %s", certificate, key)
                << QString::fromLatin1(certificate) << QString::fromLatin1(key)
                << QString::fromLatin1(word);
        };
        row("ec.pem", "ec.key", "");
        row("rsa.pem", "rsa.key", "");
        row("rsa.pem", "traditional.key", "");
        row("both.pem", "both.pem", "");
        row("ec.pem", "rsa.key", "does not belong");
        row("rsa.pem", "ec.key", "does not belong");
        row("ec.pem", "locked.key", "passphrase");
        row("ed25519.pem", "ed25519.key", "no private key, RSA or EC");
        row("ec.pem", "ec.pem", "no private key, RSA or EC");
        row("ec.key", "ec.key", "no certificate");
        row("empty.pem", "ec.key", "no certificate");
        row("missing.pem", "ec.key", "missing.pem cannot be read");
        row("ec.pem", "missing.key", "missing.key cannot be read");
        row("ec.pem", "/dev/zero", "is not a file");
        row("/", "ec.key", "is not a file");
        row("large.pem", "ec.key", "too large");
        row("small.pem", "small.key", "key too small");
        m_files.make(u"ec"_s);
        m_files.make(u"rsa"_s, {u"rsa:2048"_s});
        m_files.make(u"small"_s, {u"rsa:512"_s});
        m_files.make(u"ed25519"_s, {u"ed25519"_s});
        const auto path = [this](const QString &file) { return m_files.path(file); };
        TestCertificates::openssl({u"rsa"_s, u"-traditional"_s, u"-in"_s, path(u"rsa.key"_s),
                                   u"-out"_s, path(u"traditional.key"_s)});
        TestCertificates::openssl({u"ec"_s, u"-aes128"_s, u"-passout"_s, u"pass:secret"_s, u"-in"_s,
                                   path(u"ec.key"_s), u"-out"_s, path(u"locked.key"_s)});
        write(path(u"both.pem"_s), contents(path(u"ec.pem"_s)) + contents(path(u"ec.key"_s)));
        QFile::setPermissions(path(u"both.pem"_s), QFile::ReadOwner);
        write(path(u"empty.pem"_s), {});
        write(path(u"large.pem"_s), QByteArray(2'000'000, '\n'));
    }
    void files()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, word);
        const auto path = [this](const QString &file) {
            return file.startsWith(u'/') ? file : m_files.path(file);
        };
        const auto loaded = net::loadTlsCertificate({path(certificate), path(key)});
        QCOMPARE(bool(loaded), word.isEmpty());
        if (loaded) {
            QVERIFY(loaded->warnings.isEmpty());
            return;
        }
        const QString detail = loaded.error().detail;
        QVERIFY2(detail.contains(word), qPrintable(detail));
        QVERIFY(!detail.contains(u'\n'));
        const bool keyIsWrong = word != u"no certificate"_s && certificate != u"/"_s;
        QVERIFY2(detail.contains(keyIsWrong && key.startsWith(u'/') ? key : u"tls."_s),
                 qPrintable(detail));
    }

    void filesThatDeserveAWarning()
    {
        TestCertificates files;
        const auto path = [&files](const char *file) {
            return files.path(QString::fromLatin1(file));
        };
        files.make(u"ec"_s);
        TestCertificates::openssl({u"req"_s, u"-new"_s, u"-key"_s, path("ec.key"), u"-subj"_s,
                                   u"/CN=localhost"_s, u"-out"_s, path("request")});
        TestCertificates::openssl({u"x509"_s, u"-req"_s, u"-in"_s, path("request"), u"-signkey"_s,
                                   path("ec.key"), u"-days"_s, u"0"_s, u"-out"_s, path("ec.pem")});
        const auto warnings = [&] {
            const auto loaded = net::loadTlsCertificate({path("ec.pem"), path("ec.key")});
            return loaded ? loaded->warnings : QStringList{loaded.error().detail};
        };
        // It ends in the second in which it began.
        QTRY_COMPARE(warnings().size(), 1);
        QVERIFY(warnings().at(0).contains(u"ec.pem has expired on 20"_s));
        QVERIFY(QFile::setPermissions(path("ec.key"), QFile::ReadOwner | QFile::ReadOther));
        QCOMPARE(warnings().size(), 2);
        QVERIFY(warnings().at(1).contains(u"ec.key can be read by every user"_s));
    }

    void renewal()
    {
        TestCertificates files;
        for (const auto &name : {u"old"_s, u"new"_s, u"other"_s})
            files.make(name);
        const net::TlsFiles used{files.path(u"used.pem"_s), files.path(u"used.key"_s)};
        const auto use = [&](const QString &certificate, const QString &key) {
            write(used.certificate, contents(files.path(certificate)));
            write(used.key, contents(files.path(key)));
            QVERIFY(QFile::setPermissions(used.key, QFile::ReadOwner | QFile::WriteOwner));
        };
        use(u"old.pem"_s, u"old.key"_s);
        net::TlsKeeper keeper(used);
        QVERIFY(keeper.load());
        QSignalSpy loaded(&keeper, &net::TlsKeeper::loaded);
        m_front->tls = keeper.configuration();
        QVERIFY(m_front->start());
        const auto shown = [this] {
            RawClient client(*m_front);
            return tls(client).peerCertificate();
        };
        const auto certificate = [&](const QString &name) {
            return QSslCertificate::fromData(contents(files.path(name))).value(0);
        };
        RawClient early(*m_front);
        QCOMPARE(tls(early).peerCertificate(), certificate(u"old.pem"_s));

        use(u"new.pem"_s, u"new.key"_s);
        keeper.reload();
        QTRY_COMPARE(loaded.size(), 1);
        QVERIFY(loaded.takeFirst().at(0).toBool());
        QCOMPARE(shown(), certificate(u"new.pem"_s));

        use(u"other.pem"_s, u"old.key"_s);
        QTest::ignoreMessage(
            QtCriticalMsg,
            QRegularExpression(u"^The TLS certificate stays as it was: .*does not belong"_s));
        keeper.reload();
        QTRY_COMPARE(loaded.size(), 1);
        QVERIFY(!loaded.takeFirst().at(0).toBool());
        QCOMPARE(shown(), certificate(u"new.pem"_s));

        // Several at once end in the last one's files.
        keeper.reload();
        use(u"other.pem"_s, u"other.key"_s);
        keeper.reload();
        keeper.reload();
        QTRY_COMPARE(loaded.size(), 2);
        QVERIFY(loaded.at(1).at(0).toBool());
        QCOMPARE(shown(), certificate(u"other.pem"_s));

        early.get("/secure");
        QCOMPARE(early.takeAnswer().body, QByteArray("secure"));
    }
};

PARLANCE_TEST(TestNetTls)

} // namespace tst_nettls

#include "tst_nettls.moc"
