// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/websockettransport.h"

#include "link/problems.h"
#include "shared/adminprotocol/values.h"

#include <QNetworkRequest>

#include <chrono>

namespace parlance::gui {

using namespace std::chrono_literals;

WebSocketTransport::WebSocketTransport(const QUrl &url, QObject *parent)
    : Transport(parent)
    , m_url(url)
{
    m_socket.setMaxAllowedIncomingMessageSize(maxServerMessageBytes);
    m_socket.setMaxAllowedIncomingFrameSize(maxServerMessageBytes);
    m_pings.setInterval(15s);
    connect(&m_socket, &QWebSocket::connected, this, &WebSocketTransport::beOpen);
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { Q_EMIT received(text.toUtf8()); });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, [this] {
        failOnce(
            problems::rubbish({.url = m_url, .socket = {}}, QStringLiteral("A binary message")));
    });
    connect(&m_socket, &QWebSocket::pong, this, [this] { m_isAnswered = true; });
    connect(&m_socket, &QWebSocket::sslErrors, this, &WebSocketTransport::judge);
    connect(&m_socket, &QWebSocket::disconnected, this, &WebSocketTransport::failWithError);
    connect(&m_pings, &QTimer::timeout, this, &WebSocketTransport::ping);
}

void WebSocketTransport::open()
{
    QNetworkRequest request(m_url);
    request.setRawHeader("Sec-WebSocket-Protocol", adminprotocol::protocolName.latin1());
    request.setHeader(QNetworkRequest::UserAgentHeader,
                      QStringLiteral("parlance-admin/" PARLANCE_VERSION));
    m_socket.open(request);
}

void WebSocketTransport::beOpen()
{
    m_wasOpen = true;
    m_pings.start();
    Q_EMIT opened();
}

void WebSocketTransport::send(const QByteArray &message)
{
    m_socket.sendTextMessage(QString::fromUtf8(message));
}

void WebSocketTransport::close()
{
    m_isOver = true;
    m_pings.stop();
    m_socket.close();
}

void WebSocketTransport::judge(const QList<QSslError> &errors)
{
    failOnce(problems::untrusted(m_url, errors));
}

void WebSocketTransport::ping()
{
    if (!std::exchange(m_isAnswered, false)) {
        failOnce(problems::lost({.url = m_url, .socket = {}},
                                QStringLiteral("The server does not answer pings")));
        return;
    }
    m_socket.ping();
}

void WebSocketTransport::failWithError()
{
    failOnce(m_wasOpen ? problems::lost({.url = m_url, .socket = {}}, m_socket.closeReason())
                       : problems::notOpened(m_url, m_socket.error(), m_socket.errorString()));
}

void WebSocketTransport::failOnce(const Problem &problem)
{
    if (std::exchange(m_isOver, true))
        return;
    m_pings.stop();
    Q_EMIT failed(problem);
}

} // namespace parlance::gui
