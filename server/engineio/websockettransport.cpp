// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/websockettransport.h"

namespace parlance::engineio {

namespace {

CloseReason reasonOf(quint16 code)
{
    switch (code) {
    case websocket::CloseProtocolError:
    case websocket::CloseUnsupportedData:
    case websocket::CloseInvalidPayload:
    case websocket::ClosePolicyViolation:
    case websocket::CloseTooBig:
    case websocket::CloseInternalError:
        return CloseReason::TransportError;
    default:
        return CloseReason::TransportClose;
    }
}

} // namespace

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
                     [this](quint16 code) { connectionClosed(code); });
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
        // Perhaps inside its own signal.
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

void WebSocketTransport::connectionClosed(quint16 code)
{
    m_ended = true;
    m_listener.transportEnded(this, reasonOf(code));
}

} // namespace parlance::engineio
