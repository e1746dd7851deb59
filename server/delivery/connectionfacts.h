// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace parlance {

/// What has passed between the server and one client since its transport opened. An upgrade from
/// polling to a WebSocket continues the sums.
///
/// A byte is one that its transport carries. WebSocket: whole frames as they travel, with their
/// headers, pings and pongs, and compressed where they are; not the handshake. Polling: the bodies
/// of requests and responses, without their headers. TLS adds to neither.
struct ConnectionFacts
{
    /// A longer User-Agent is cut.
    static constexpr qsizetype maxUserAgentBytes = 256;

    /// The User-Agent of the handshake; empty: it sent none.
    QString userAgent = {};
    /// "socket.io 5", "socket.io 4" (Engine.IO 3), "plain"
    QString protocol = {};
    /// "polling" or "websocket": the one in use now.
    QString transport = {};
    /// Of the last heartbeat; empty: none was answered yet, or the client sends the pings
    /// (Engine.IO 3).
    std::optional<std::chrono::milliseconds> roundTrip = {};
    /// Packets of Socket.IO and their attachments, or messages of a plain WebSocket; not pings.
    quint64 messagesIn = 0;
    quint64 messagesOut = 0;
    quint64 bytesIn = 0;
    /// Those not passed to the kernel yet included.
    quint64 bytesOut = 0;
    /// Bytes that wait for the client to take them.
    qint64 backlogBytes = 0;
};

} // namespace parlance
