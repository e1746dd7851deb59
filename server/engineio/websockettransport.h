// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/transport.h"
#include "websocket/connection.h"

#include <memory>

namespace parlance::engineio {

/// WebSocket transport: one packet per message.
class WebSocketTransport final : public Transport
{
public:
    /// `context` is the session: it outlives the transport, and its parent keeps the WebSocket
    /// alive during the closing handshake, after the session is deleted.
    WebSocketTransport(Listener &listener, const Encoding &encoding,
                       std::unique_ptr<websocket::Connection> connection, QObject *context);
    ~WebSocketTransport() override;

    QByteArray name() const override { return QByteArrayLiteral("websocket"); }
    bool isReady() const override { return m_connection != nullptr; }
    qint64 bufferedBytes() const override
    {
        return m_connection ? m_connection->bufferedBytes() : 0;
    }
    ByteCounts bytes() const override
    {
        return m_connection ? ByteCounts{m_connection->bytesIn(), m_connection->bytesOut()}
                            : ByteCounts{};
    }
    bool isStream() const override { return true; }
    /// Skips close and noop packets, which are for polling: the closing handshake replaces them.
    void write(PacketQueue &queue) override;
    void close(CloseReason reason) override;
    /// Writes now, so that nothing sent to other connections later overtakes it.
    void flush();

private:
    bool isShareable(const OutgoingPacket &packet) const;
    void receive(const std::optional<Packet> &packet);
    void connectionClosed(websocket::Ending ending);

    Listener &m_listener;
    const Encoding m_encoding;
    std::unique_ptr<websocket::Connection> m_connection;
    QObject *m_context;
    /// `closed` was emitted.
    bool m_ended = false;
};

/// Closes a WebSocket without a session; `parent` keeps it until the closing handshake is finished.
void closeWebSocket(std::unique_ptr<websocket::Connection> connection, quint16 code,
                    const QByteArray &reason, QObject *parent);

} // namespace parlance::engineio
