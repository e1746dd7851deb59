// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/websockettransport.h"

namespace parlance::engineio {

void closeWebSocket(std::unique_ptr<websocket::Connection> connection, quint16 code,
                    const QByteArray &reason, QObject *parent)
{
    auto *closing = connection.release();
    closing->setParent(parent);
    QObject::connect(closing, &websocket::Connection::closed, closing, &QObject::deleteLater);
    closing->close(code, reason);
}

WebSocketTransport::WebSocketTransport(Listener &listener, const Encoding &encoding,
                                       std::unique_ptr<websocket::Connection> connection,
                                       QObject *context)
    : m_listener(listener)
    , m_encoding(encoding)
    , m_connection(std::move(connection))
    , m_context(context)
{
    using websocket::Connection;
    auto *source = m_connection.get();
    QObject::connect(source, &Connection::textReceived, m_context, [this](const QByteArray &text) {
        receive(m_encoding.codec.decodeText(text));
    });
    QObject::connect(
        source, &Connection::binaryReceived, m_context,
        [this](const QByteArray &data) { receive(m_encoding.codec.decodeBinary(data)); });
    QObject::connect(source, &Connection::closed, m_context,
                     [this](quint16, websocket::Ending ending) { connectionClosed(ending); });
}

WebSocketTransport::~WebSocketTransport()
{
    close(CloseReason::TransportClose);
}

void WebSocketTransport::write(PacketQueue &queue)
{
    for (const OutgoingPacket &next : queue.takeAll()) {
        const PacketType type = next.packet.type;
        if (!m_connection || type == PacketType::Close || type == PacketType::Noop)
            continue;
        m_connection->sendEncoded(
            isShareable(next) ? next.webSocketFrame
                              : m_encoding.codec.encodeFrame(next.packet, m_encoding.base64));
    }
}

bool WebSocketTransport::isShareable(const OutgoingPacket &packet) const
{
    const bool plain =
        !packet.packet.binary || (m_encoding.codec.framesAreRaw() && !m_encoding.base64);
    return plain && !packet.webSocketFrame.isEmpty();
}

void WebSocketTransport::flush()
{
    if (m_connection)
        m_connection->flush();
}

void WebSocketTransport::close(CloseReason reason)
{
    if (!m_connection)
        return;
    QObject::disconnect(m_connection.get(), nullptr, m_context, nullptr);
    if (m_ended) {
        // This may be inside its own signal.
        m_connection.release()->deleteLater();
        return;
    }
    const quint16 code =
        reason == CloseReason::ServerShutdown ? websocket::CloseGoingAway : websocket::CloseNormal;
    closeWebSocket(std::move(m_connection), code, closeReasonText(reason), m_context->parent());
}

void WebSocketTransport::receive(const std::optional<Packet> &packet)
{
    if (packet)
        m_listener.packetReceived(this, *packet);
    else
        m_listener.transportEnded(this, CloseReason::ParseError);
}

void WebSocketTransport::connectionClosed(websocket::Ending ending)
{
    m_ended = true;
    // Any code that the client sends means that it closed; an error is input that could not be
    // decoded.
    CloseReason reason = CloseReason::TransportClose;
    if (ending == websocket::Ending::Failed)
        reason = CloseReason::TransportError;
    else if (ending == websocket::Ending::TooSlow)
        reason = CloseReason::SlowReader;
    m_listener.transportEnded(this, reason);
}

} // namespace parlance::engineio
