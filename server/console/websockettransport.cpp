// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/websockettransport.h"

namespace parlance::console {

using websocket::CloseCode;

WebSocketTransport::WebSocketTransport(std::unique_ptr<websocket::Connection> connection,
                                       Heartbeat heartbeat)
    : m_connection(std::move(connection))
    , m_heartbeat(heartbeat)
{
}

void WebSocketTransport::start(Handlers handlers)
{
    m_handlers = std::move(handlers);
    QObject::connect(m_connection.get(), &websocket::Connection::textReceived, &m_context,
                     [this](const QByteArray &message) { m_handlers.received(message); });
    QObject::connect(
        m_connection.get(), &websocket::Connection::binaryReceived, &m_context,
        [this] { m_connection->close(CloseCode::CloseUnsupportedData, "Text frames only"); });
    QObject::connect(m_connection.get(), &websocket::Connection::closed, &m_context,
                     [this] { m_handlers.closed(); });
    m_connection->startHeartbeat(m_heartbeat.interval, m_heartbeat.timeout);
}

qint64 WebSocketTransport::bufferedBytes()
{
    if (m_connection->bufferedBytes() > 0)
        m_connection->flush();
    return m_connection->bufferedBytes();
}

void WebSocketTransport::close(bool mayReturn, const QByteArray &reason)
{
    m_connection->close(mayReturn ? CloseCode::CloseTryAgainLater : CloseCode::ClosePolicyViolation,
                        reason);
}

} // namespace parlance::console
