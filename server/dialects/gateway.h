// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"
#include "realtime/connection.h"

namespace parlance {

/// What a connecting socket has to show.
struct SocketCredentials
{
    /// Empty: none was sent.
    QString token;
    QString remoteAddress;
};

/// Where every real-time protocol (Socket.IO, plain WebSocket) meets the application: a connection
/// opens with a token, calls operations by event name, and closes. Event loop only. The callbacks
/// run on the event loop, possibly inside the call.
class Gateway
{
public:
    virtual ~Gateway() = default;

    /// Authenticates, marks the user online and subscribes `connection` to all its rooms, from the
    /// moment of the callback on. AuthenticationRequired, InvalidToken, SessionEnded, Overloaded.
    /// If close() came first, the callback is dropped.
    virtual void open(Connection *connection, const SocketCredentials &credentials,
                      Callback<Actor> opened) = 0;
    /// Calls the operation `event` of the connection's dialect. The answer is already rendered as
    /// the dialect's ack: `failed` tells whether it is an error. Calls of one connection take
    /// effect in their order. Dropped if the connection closes first.
    using Answer = std::function<void(const QJsonValue &ack, bool failed)>;
    virtual void call(Connection *connection, const QString &event, const QJsonArray &args,
                      Answer answer) = 0;
    /// The connection is gone. Harmless for one that never opened.
    virtual void close(Connection *connection) = 0;
};

} // namespace parlance
