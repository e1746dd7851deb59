// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delivery/connection.h"
#include "dialects/credentials.h"
#include "dialects/dialect.h"
#include "domain/recoveryfailure.h"

namespace parlance {

/// The credentials of a connecting socket.
struct SocketCredentials
{
    /// Empty: no token was sent.
    QString token;
    QString remoteAddress;
    /// The dialect's index in the registry if the listener is pinned to one; else 0.
    quint8 dialect = 0;
    /// The protocol allows connections without a token.
    bool mayBeMissing = false;
    /// Identifies the client of a connection without a token.
    ClientEvidence client = {};
};

/// State of a connection once it is open.
struct Opened
{
    /// Empty if it sent no token: a later call says which user it acts for.
    std::optional<Actor> actor;
    /// The connection receives every change after this commit position.
    qint64 position = 0;
    /// It can receive what it missed when it reconnects.
    bool recoverable = false;
};

/// The frames a connection missed.
struct MissedFrames
{
    /// In the connection's format, ascending by position; each has a position.
    std::vector<Frame> frames;
    /// Every change stored up to here is in `frames` or was not for this connection. If the hub
    /// still sends one of them, it is a duplicate.
    qint64 until = 0;
};

/// How the attempt of a reconnecting client ended to receive what it missed.
struct RecoveryOutcome
{
    /// Empty: it has received it.
    std::optional<RecoveryFailure> failure = {};
    /// What it has received: all changes after this commit position, so many messages.
    qint64 since = 0;
    qsizetype messages = 0;
};

/// The answer to a call, rendered as the dialect's ack. `failed`: it is an error, an object that
/// holds "error".
using CallAnswer = UniqueFunction<void(const QJsonValue &ack, bool failed)>;

/// A call sent by a client.
struct SentCall
{
    QString event;
    QJsonArray args;
    CallAnswer answer;
    /// Size as received.
    qsizetype bytes = 0;
};

/// Parses a call from the bytes it was received in, when it is due. Returns nothing if they are no
/// valid call; the protocol has then sent the error. May be called again. May outlive the
/// connection: it then sends nothing.
using ReadCall = UniqueFunction<std::optional<SentCall>()>;

/// The interface between every real-time protocol (Socket.IO, plain WebSocket) and the application:
/// a connection opens with a token, calls operations by event name, and closes. Event loop only.
/// Callbacks run on the event loop, possibly inside the call.
class Gateway
{
public:
    virtual ~Gateway() = default;

    /// Authenticates, marks the user online and subscribes `connection` to all its rooms, starting
    /// with the callback. AuthenticationRequired, InvalidToken, SessionEnded,
    /// PasswordChangeRequired, and transient errors (isTransient()). If close() is called first,
    /// the callback is dropped.
    virtual void open(Connection *connection, const SocketCredentials &credentials,
                      Callback<Opened> opened) = 0;
    /// The text that tells a client why its connection was refused, as the dialect of its listener
    /// writes it.
    virtual QString refusalText(const Error &error, quint8 dialect) const = 0;
    /// A hint for the client's developer how to fix it; empty if the text is enough.
    virtual QString refusalHint(const Error &error, quint8 dialect) const = 0;
    /// Receives a call of the connection's dialect or the native API, `bytes` long. Calls of one
    /// connection take effect in their order. Calls above the rate limit are queued; those that
    /// exceed the queue or wait too long are answered with RateLimited. Received calls are executed
    /// even if the connection closes, unless its session has ended.
    virtual void receive(Connection *connection, qsizetype bytes, ReadCall read) = 0;
    /// A call that the protocol makes on behalf of its client; it does not count against the rate
    /// limit.
    virtual void call(Connection *connection, const QString &event, const QJsonArray &args,
                      CallAnswer answer) = 0;
    /// Counts one call against the rate limit of an open connection, for input that is rejected
    /// before it becomes a call. RateLimited.
    virtual Result<void> admit(Connection *connection) = 0;
    /// A client has sent what is no call, and is told so by the protocol itself. For the figures.
    virtual void frameRefused() {}
    /// What an open connection missed after the commit position `since`: messages posted, edited
    /// and deleted in the rooms of its user, in their current state. Does not count against the
    /// rate limit, and keeps its place in the order of the calls. ReloadRequired if that cannot be
    /// determined; PasswordChangeRequired and the store's errors. Dropped if the connection closes
    /// first.
    virtual void missed(Connection *connection, qint64 since, Callback<MissedFrames> done) = 0;
    /// The client has answered a heartbeat: it has read all changes up to the commit position
    /// `proven` that it was sent.
    virtual void heartbeatAnswered(Connection *, qint64 /*proven*/,
                                   std::optional<std::chrono::milliseconds> /*roundTrip*/)
    {
    }
    virtual void recovered(Connection *, const RecoveryOutcome &) {}
    /// The connection has closed. No effect if it was never opened.
    virtual void close(Connection *connection) = 0;
};

} // namespace parlance
