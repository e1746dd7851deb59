// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/transport.h"
#include "websocket/connection.h"

#include <QObject>

#include <memory>

namespace parlance::console {

/// A message is a text frame.
class WebSocketTransport : public Transport
{
public:
    struct Heartbeat
    {
        std::chrono::milliseconds interval{25000};
        std::chrono::milliseconds timeout{20000};
    };
    WebSocketTransport(std::unique_ptr<websocket::Connection> connection, Heartbeat heartbeat);

    void start(Handlers handlers) override;
    void send(const QByteArray &message) override { m_connection->sendText(message); }
    qint64 bufferedBytes() override;
    void close(bool mayReturn, const QByteArray &reason) override;

private:
    std::unique_ptr<websocket::Connection> m_connection;
    const Heartbeat m_heartbeat;
    Handlers m_handlers;
    /// Context object: destroyed first.
    QObject m_context;
};

} // namespace parlance::console
