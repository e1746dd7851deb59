// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/websockettransport.h"

#include "link/handshake.h"
#include "link/problems.h"
#include "link/trustedcertificates.h"
#include "shared/adminprotocol/values.h"

#include <QNetworkRequest>
#include <QSslSocket>
#include <QWebSocketHandshakeOptions>

#include <chrono>

namespace parlance::gui {

using namespace std::chrono_literals;

namespace {

/// A message of more fragments is none: its end never comes.
constexpr int maxFragments = 1000;

} // namespace

WebSocketTransport::WebSocketTransport(const QUrl &url, QObject *parent)
    : Transport(parent)
    , m_url(url)
{
    m_socket.setMaxAllowedIncomingMessageSize(maxServerMessageBytes);
    m_socket.setMaxAllowedIncomingFrameSize(maxServerMessageBytes);
    m_pings.setInterval(15s);
    connect(&m_socket, &QWebSocket::connected, this, &WebSocketTransport::beOpen);
    connect(&m_socket, &QWebSocket::textFrameReceived, this,
            [this](const QString &, bool isLast) { takeFrame(isLast); });
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &WebSocketTransport::take);
    connect(&m_socket, &QWebSocket::binaryFrameReceived, this, [this] {
        failAndClose(
            problems::rubbish({.url = m_url, .socket = {}}, QStringLiteral("A binary message")));
    });
    connect(&m_socket, &QWebSocket::pong, this, [this] { m_isAnswered = true; });
    connect(&m_socket, &QWebSocket::sslErrors, this, &WebSocketTransport::judge);
    connect(&m_socket, &QWebSocket::disconnected, this, &WebSocketTransport::end);
    // Of a handshake that it does not like, QWebSocket says no more than this.
    connect(&m_socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this,
            [this] {
                if (!m_wasOpen)
                    end();
            });
    connect(&m_pings, &QTimer::timeout, this, &WebSocketTransport::ping);
}

WebSocketTransport::~WebSocketTransport()
{
    // Sockets say that they are closed while they are destroyed.
    m_socket.disconnect(this);
}

void WebSocketTransport::open()
{
    QNetworkRequest request(m_url);
    request.setHeader(QNetworkRequest::UserAgentHeader,
                      QStringLiteral("parlance-admin/" PARLANCE_VERSION));
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QString(adminprotocol::protocolName)});
    m_socket.open(request, options);
    // QWebSocket does not say whether the port answered before the handshake failed.
    if (const auto *tcp = m_socket.findChild<QTcpSocket *>())
        connect(tcp, &QTcpSocket::connected, this, [this] { m_reachedPort = true; });
}

void WebSocketTransport::beOpen()
{
    m_wasOpen = true;
    if (m_socket.subprotocol() != adminprotocol::protocolName) {
        failAndClose(problems::otherProtocol({.url = m_url, .socket = {}}, m_socket.subprotocol()));
        return;
    }
    m_pings.start();
    Q_EMIT opened();
}

void WebSocketTransport::send(const QByteArray &message)
{
    if (!isOver())
        m_socket.sendTextMessage(QString::fromUtf8(message));
}

void WebSocketTransport::close()
{
    beQuiet();
    m_pings.stop();
    m_socket.close();
}

void WebSocketTransport::take(const QString &text)
{
    if (!isOver() && !deliver(text.toUtf8()))
        abortSoon();
}

void WebSocketTransport::takeFrame(bool isLast)
{
    m_fragments = isLast ? 0 : m_fragments + 1;
    if (m_fragments > maxFragments)
        failAndClose(problems::rubbish({.url = m_url, .socket = {}},
                                       QStringLiteral("A message without an end")));
}

void WebSocketTransport::judge(const QList<QSslError> &errors)
{
    // The errors may be about any certificate of the chain.
    const auto *secure = m_socket.findChild<QSslSocket *>();
    const QSslCertificate certificate = secure ? secure->peerCertificate() : QSslCertificate();
    if (TrustedCertificates::isTrusted(m_url, certificate))
        m_socket.ignoreSslErrors();
    else
        fail(problems::untrusted(m_url, certificate, errors));
}

void WebSocketTransport::ping()
{
    if (!std::exchange(m_isAnswered, false)) {
        failAndClose(problems::lost({.url = m_url, .socket = {}},
                                    QStringLiteral("The server does not answer pings")));
        return;
    }
    m_socket.ping();
}

void WebSocketTransport::end()
{
    m_pings.stop();
    const Target target{.url = m_url, .socket = {}};
    if (m_wasOpen)
        fail(problems::closed(target, m_socket.closeCode(), m_socket.closeReason(),
                              m_socket.errorString()));
    else if (m_reachedPort && !isOver() &&
             m_socket.error() != QAbstractSocket::SslHandshakeFailedError)
        findOutWhy();
    else
        fail(problems::notOpened(m_url, m_socket.error(), m_socket.errorString()));
}

// The server has refused the handshake, or speaks something else.
void WebSocketTransport::findOutWhy()
{
    if (m_probe)
        return;
    m_probe = new HandshakeProbe(this);
    connect(m_probe, &HandshakeProbe::finished, this, [this](const Handshake &handshake) {
        fail(problems::refusedHandshake(m_url, handshake));
    });
    m_probe->start(m_url);
}

void WebSocketTransport::failAndClose(const Problem &problem)
{
    m_pings.stop();
    fail(problem);
    abortSoon();
}

// Not while the socket is calling: it would go on writing.
void WebSocketTransport::abortSoon()
{
    QMetaObject::invokeMethod(
        this, [this] { m_socket.abort(); }, Qt::QueuedConnection);
}

} // namespace parlance::gui
