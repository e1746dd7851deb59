// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/credentials.h"
#include "dialects/dialect.h"
#include "realtime/connection.h"

namespace parlance {

/// What a connecting socket has to show.
struct SocketCredentials
{
    /// Empty: none was sent.
    QString token;
    QString remoteAddress;
    /// Of the listener, if it is pinned to one: its index in the registry; else 0.
    quint8 dialect = 0;
    /// The protocol knows connections that show no token.
    bool mayBeMissing = false;
    /// Of such a connection.
    ClientEvidence client = {};
};

/// What a connection is once it is open.
struct Opened
{
    /// Nothing: it has shown no token, and says later whom it acts for.
    std::optional<Actor> actor;
    /// The commit position behind which it wantsEvent of every change.
    qint64 position = 0;
    /// It can be brought what it missed, if it comes back.
    bool recoverable = false;
};

/// What a connection would have been sent.
struct MissedFrames
{
    /// In its format, ascending by position; each has one.
    std::vector<Frame> frames;
    /// Whatever is stored up to here is in `frames` or was not for this connection; what the hub
    /// still sends of it comes twice.
    qint64 until = 0;
};

/// The answer to a call, rendered as the dialect's ack: `failed` tells whether it is an error, an
/// object that holds "error".
using CallAnswer = std::function<void(const QJsonValue &ack, bool failed)>;

/// A call that a client has sent.
struct SentCall
{
    QString event;
    QJsonArray args;
    CallAnswer answer;
    /// As it came.
    qsizetype bytes = 0;
};

/// Reads a call from the bytes it came in, when its turn has come; nothing if it is none, which the
/// protocol has then answered. May outlive the connection: it then answers nowhere.
using ReadCall = std::function<std::optional<SentCall>()>;

/// Where every real-time protocol (Socket.IO, plain WebSocket) meets the application: a connection
/// opens with a token, calls operations by event name, and closes. Event loop only. The callbacks
/// run on the event loop, possibly inside the call.
class Gateway
{
public:
    virtual ~Gateway() = default;

    /// Authenticates, marks the user online and subscribes `connection` to all its rooms, from the
    /// moment of the callback on. AuthenticationRequired, InvalidToken, SessionEnded,
    /// PasswordChangeRequired, and errors that pass (isTransient()). If close() came first, the
    /// callback is dropped.
    virtual void open(Connection *connection, const SocketCredentials &credentials,
                      Callback<Opened> opened) = 0;
    /// Why a connection could not open, in the words of the dialect that its listener is pinned to.
    virtual QString refusalText(const Error &error, quint8 dialect) const = 0;
    /// What its developer can do about it; empty if that is plain.
    virtual QString refusalHint(const Error &error, quint8 dialect) const = 0;
    /// A call of the connection's dialect or the native API, `bytes` long. Calls of one connection
    /// take effect in their order. Those above the allowance wait for their turn; what is too much
    /// or waits too long is answered with RateLimited. What is received is carried out even if the
    /// connection closes, unless its session has ended.
    virtual void receive(Connection *connection, qsizetype bytes, ReadCall read) = 0;
    /// A call of the protocol's own, for its client: it takes no allowance.
    virtual void call(Connection *connection, const QString &event, const QJsonArray &args,
                      CallAnswer answer) = 0;
    /// Takes one call of an open connection's allowance, for what is refused before it becomes a
    /// call. RateLimited.
    virtual Result<void> admit(Connection *connection) = 0;
    /// What an open connection missed behind the commit position `since`: the messages posted,
    /// edited and deleted in the rooms of its user, as they are now. It takes no allowance, and
    /// keeps its place among the calls. ReloadRequired where that cannot be told;
    /// PasswordChangeRequired and the store's errors. Dropped if the connection closes first.
    virtual void missed(Connection *connection, qint64 since, Callback<MissedFrames> done) = 0;
    /// The connection is gone. Harmless for one that never opened.
    virtual void close(Connection *connection) = 0;
};

} // namespace parlance
