// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/events.h"
#include "domain/ipnetwork.h"

#include <functional>

namespace parlance {

/// An open real-time connection.
struct ConnectionInfo
{
    /// Unique since the start of the server; never reused.
    quint64 id = 0;
    /// Empty: it has no user yet.
    std::optional<Actor> actor = {};
    QString address = {};
    /// Name of the dialect; "native" for the native API.
    QString dialect = {};
    /// "polling" or "websocket": the one in use now.
    QString transport = {};
    Timestamp openedAt = {};
    /// The User-Agent of its handshake; empty: it sent none.
    QString userAgent = {};
    /// "socket.io 5", "socket.io 4" (Engine.IO 3), "plain"
    QString protocol = {};
    /// Since its client last sent a call; its answers to pings do not count.
    std::chrono::milliseconds idle{0};
    /// Of the last heartbeat; empty: none was answered yet, or the client sends the pings
    /// (Engine.IO 3).
    std::optional<std::chrono::milliseconds> roundTrip = {};
    /// Packets of Socket.IO and their attachments, or messages of a plain WebSocket.
    quint64 messagesIn = 0;
    quint64 messagesOut = 0;
    /// What its transport carries. WebSocket: whole frames as they travel, headers, pings and
    /// compression included. Polling: the bodies of requests and responses. After an upgrade both.
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    /// Bytes that wait for its client to take them.
    qint64 backlogBytes = 0;
    /// How many rooms it receives, direct conversations included.
    int rooms = 0;
};

/// The open real-time connections. Event loop only.
class ConnectionList
{
public:
    virtual ~ConnectionList() = default;

    /// Ascending by id.
    virtual QList<ConnectionInfo> connections() const = 0;
    using Visitor = std::function<void(const ConnectionInfo &connection)>;
    /// Shows each of them once, in no order; without a list of all, which may be long.
    virtual void visit(const Visitor &visitor) const = 0;
    /// Empty: it is not open.
    virtual std::optional<ConnectionInfo> find(quint64 id) const = 0;
    /// A higher number whenever one has opened, closed or got another user.
    virtual quint64 revision() const = 0;
    /// Closes it; its client may come back. False: it is not open.
    virtual bool disconnect(quint64 id) = 0;
    /// Closes all from this network; their clients stay away.
    virtual void banish(const IpNetwork &network) = 0;
    /// How many connections would receive it.
    virtual int audienceOf(const Announced &announced) const = 0;
};

} // namespace parlance
