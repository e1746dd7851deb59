// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/transport.h"
#include "websocket/connection.h"

#include <memory>

namespace parlance::engineio {

/// A WebSocket: one packet a message.
class WebSocketTransport final : public Transport
{
public:
    /// `context` is the session: it outlives the transport, and its parent keeps the WebSocket
    /// alive through the closing handshake, when the session is long gone.
    WebSocketTransport(Listener &listener, const Encoding &encoding,
                       std::unique_ptr<websocket::Connection> connection, QObject *context);
    ~WebSocketTransport() override;

    QByteArray name() const override { return QByteArrayLiteral("websocket"); }
    bool isReady() const override { return m_connection != nullptr; }
    qint64 bufferedBytes() const override
    {
        return m_connection ? m_connection->bufferedBytes() : 0;
    }
    bool isStream() const override { return true; }
    /// Close and noop packets are for polling: here the closing handshake says it.
    void write(PacketQueue &queue) override;
    void close(CloseReason reason) override;
    /// Lets nothing that other connections say from now on overtake what was written.
    void flush();

private:
    bool isShareable(const OutgoingPacket &packet) const;
    void receive(const std::optional<Packet> &packet);
    void connectionClosed(quint16 code);

    Listener &m_listener;
    const Encoding m_encoding;
    std::unique_ptr<websocket::Connection> m_connection;
    QObject *m_context;
    /// `closed` has come.
    bool m_ended = false;
};

/// Ends a WebSocket that has no session (any more); `parent` keeps it until it is through.
void closeWebSocket(std::unique_ptr<websocket::Connection> connection, quint16 code,
                    const QByteArray &reason, QObject *parent);

} // namespace parlance::engineio
