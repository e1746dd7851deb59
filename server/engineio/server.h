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
    /// Maximum size of one polling body or WebSocket message, in bytes; sent to the client.
    qsizetype maxPayload = 1'000'000;
    /// Maximum size of the handshake's target and header fields, which the session keeps; a larger
    /// one is refused with 431. The same as Node's HTTP server, so that no client of the reference
    /// server is refused.
    qsizetype maxHandshakeBytes = qsizetype(16) * 1024;
    /// Write buffer for a slow reader; more closes the session.
    qsizetype maxBufferedBytes = qsizetype(4) * 1024 * 1024;
    /// Whether clients of revision 3 (EIO=3: socket.io-client 2.x) are accepted.
    bool allowV3 = false;
    /// Maximum number of sessions; further ones are refused with 503. 0: no limit.
    int maxSessions = 20000;
    /// The same for one client address, or one /64 of IPv6, with 429.
    int maxSessionsPerAddress = 0;
};

/// All Engine.IO sessions. The HTTP front end passes in polling requests. The WebSocket front end
/// checks an upgrade with checkUpgrade() before the 101 and passes in the resulting connection.
/// Event loop only.
class Server : public QObject
{
    Q_OBJECT

public:
    Server(Options options, TimerQueue &timers, QObject *parent = nullptr);
    ~Server() override;

    /// A request to the Engine.IO path that is not a WebSocket upgrade.
    void handleRequest(const http::ExchangePtr &exchange);
    /// The response instead of 101; nothing if the upgrade may proceed.
    std::optional<http::Response> checkUpgrade(const http::Request &handshake) const;
    void handleUpgrade(const http::Request &handshake,
                       std::unique_ptr<websocket::Connection> connection);

    qsizetype sessionCount() const;
    /// Packets and payloads that broke the rules of the protocol, since the start.
    quint64 refusedPackets() const;
    /// The request polls in a session that was opened from the same address.
    bool isPollOfSession(const http::Request &request) const;
    /// Closes every transport so that official clients reconnect (Engine.IO close on polling, 1001
    /// on WebSocket), and accepts no new sessions.
    void shutDown();

Q_SIGNALS:
    /// Connect to its signals inside the slot; the first message may arrive in the same turn.
    void sessionOpened(parlance::engineio::Session *session);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance::engineio
