// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpfrontend.h"
#include "net/portmux.h"
#include "net/router.h"
#include "net/tlscertificate.h"
#include "net/wsfrontend.h"
#include "support/testcertificate.h"
#include "support/testsupport.h"

#include <QSslSocket>
#include <QTcpSocket>

namespace parlance::test {

/// Whether this process tests over TLS. Each suite of the net layer runs with and without it.
inline bool overTls()
{
    static const bool is = qEnvironmentVariableIsSet("PARLANCE_TEST_TLS");
    return is;
}

/// A TlsCertificate with a certificate of this process.
inline const QSslConfiguration &testTls()
{
    static const QSslConfiguration configuration = [] {
        const TestCertificates files;
        const QString name = QStringLiteral("server");
        files.make(name);
        const auto loaded = net::loadTlsCertificate(
            {files.path(name + QStringLiteral(".pem")), files.path(name + QStringLiteral(".key"))});
        if (!loaded)
            qFatal("%s", qPrintable(loaded.error().message()));
        return loaded->configuration;
    }();
    return configuration;
}

/// A whole HTTP front on a free port of the loopback interface, with TLS if overTls(). Change the
/// options, then start().
class TestFront
{
public:
    ~TestFront()
    {
        port.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    bool start()
    {
        if (overTls())
            options.tls = tls ? tls : &testTls();
        webSockets = std::make_unique<net::WsFrontend>(timers, fields);
        port = std::make_unique<net::PortMux>(
            net::HttpServices{timers, frontend, *webSockets, fields, proxies, limits,
                              [this](const http::ExchangePtr &exchange) {
                                  ++requests;
                                  router.dispatch(exchange);
                              }},
            options);
        return frontend.start() && port->listen(QHostAddress::LocalHost);
    }

    TimerQueue timers;
    net::CommonFields fields;
    net::TrustedProxies proxies;
    net::ConnectionLimits limits;
    net::PortMuxOptions options;
    /// Instead of testTls().
    const QSslConfiguration *tls = nullptr;
    net::Router router;
    net::HttpFrontend frontend;
    std::unique_ptr<net::WsFrontend> webSockets;
    std::unique_ptr<net::PortMux> port;
    int requests = 0;
};

struct Answer
{
    int status = 0;
    QByteArray head;
    QByteArray body;

    QByteArray field(const QByteArray &name) const
    {
        const QByteArray line = "\r\n" + name + ": ";
        const qsizetype at = head.indexOf(line);
        if (at < 0)
            return {};
        const qsizetype from = at + name.size() + 4;
        return head.mid(from, head.indexOf("\r\n", from) - from);
    }
};

/// A client that sends given bytes; over TLS if overTls().
class RawClient
{
public:
    explicit RawClient(const TestFront &front)
        : RawClient(front.port->serverPort())
    {
    }
    explicit RawClient(quint16 port)
    {
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        connected =
            QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::ConnectedState; });
        if (auto *tls = qobject_cast<QSslSocket *>(&socket))
            encrypt(*tls);
    }

    void send(const QByteArray &bytes)
    {
        socket.write(bytes);
        socket.flush();
    }
    void get(const QByteArray &target, const QByteArray &fields = {})
    {
        send("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
    }
    bool waitFor(const QByteArray &text)
    {
        return QTest::qWaitFor([&] { return pull().contains(text); });
    }
    bool waitForBytes(qsizetype size)
    {
        return QTest::qWaitFor([&] { return pull().size() >= size; });
    }
    bool waitForClosed()
    {
        return QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; });
    }
    /// All received bytes, except the answers returned by takeAnswer().
    const QByteArray &pull()
    {
        received += socket.readAll();
        return received;
    }
    /// The next complete answer; status 0 after 5 s without one. `head`: the answer to a HEAD
    /// request.
    Answer takeAnswer(bool head = false)
    {
        Answer answer;
        return QTest::qWaitFor([&] { return parse(answer, head); }) ? answer : Answer();
    }

private:
    const std::unique_ptr<QTcpSocket> m_socket =
        overTls() ? std::make_unique<QSslSocket>() : std::make_unique<QTcpSocket>();

public:
    QTcpSocket &socket = *m_socket;
    bool connected = false;
    QByteArray received;

private:
    void encrypt(QSslSocket &tls)
    {
        QSslConfiguration configuration;
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setCaCertificates({});
        tls.setSslConfiguration(configuration);
        tls.startClientEncryption();
        connected =
            QTest::qWaitFor([&] {
                return tls.isEncrypted() || tls.state() == QAbstractSocket::UnconnectedState;
            }) &&
            tls.isEncrypted();
    }

    bool parse(Answer &answer, bool head)
    {
        pull();
        const qsizetype end = received.indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        Answer found{received.mid(9, 3).toInt(), received.first(end + 2), {}};
        const qsizetype size = head ? 0 : found.field("Content-Length").toLongLong();
        if (received.size() < end + 4 + size)
            return false;
        found.body = received.mid(end + 4, size);
        received.remove(0, end + 4 + size);
        answer = found;
        return true;
    }
};

} // namespace parlance::test
