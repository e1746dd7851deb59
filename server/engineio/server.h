// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/session.h"
#include "http/exchange.h"
#include "timers/timerqueue.h"
#include "websocket/connection.h"

#include <chrono>
#include <memory>

namespace parlance::engineio {

struct Options
{
    std::chrono::milliseconds pingInterval{25000};
    std::chrono::milliseconds pingTimeout{20000};
    std::chrono::milliseconds upgradeTimeout{10000};
    /// Of one polling body or WebSocket message, in bytes; told to the client.
    qsizetype maxPayload = 1'000'000;
    /// Of the handshake's target and header fields, which the session keeps; a larger one is
    /// refused with 431. As much as Node's HTTP server reads, so that no client of the reference is
    /// refused.
    qsizetype maxHandshakeBytes = qsizetype(16) * 1024;
    /// What may wait for a slow reader; more closes the session.
    qsizetype maxBufferedBytes = qsizetype(4) * 1024 * 1024;
    /// Whether clients of revision 3 (EIO=3: socket.io-client 2.x) are let in.
    bool allowV3 = false;
    /// Sessions beyond it are refused with 503; 0: no bound.
    int maxSessions = 20000;
    /// The same for one client address, or one /64 of IPv6, with 429.
    int maxSessionsPerAddress = 0;
};

/// All Engine.IO sessions. The HTTP front end hands in polling requests, the WebSocket front end
/// checks an upgrade with checkUpgrade() before the 101 and hands in what came of it. Event loop
/// only.
class Server : public QObject
{
    Q_OBJECT

public:
    Server(Options options, TimerQueue &timers, QObject *parent = nullptr);
    ~Server() override;

    /// A request to the Engine.IO path that is no WebSocket upgrade.
    void handleRequest(const http::ExchangePtr &exchange);
    /// What to answer instead of 101; nothing if the upgrade may proceed.
    std::optional<http::Response> checkUpgrade(const http::Request &handshake) const;
    void handleUpgrade(const http::Request &handshake,
                       std::unique_ptr<websocket::Connection> connection);

    qsizetype sessionCount() const;
    /// Closes every transport so that official clients reconnect (Engine.IO close on polling, 1001
    /// on WebSocket), and lets no new session in.
    void shutDown();

Q_SIGNALS:
    /// Connect to its signals inside the slot; the first message may come in the same turn.
    void sessionOpened(parlance::engineio::Session *session);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance::engineio
