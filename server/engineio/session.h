// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"

#include <QByteArray>
#include <QObject>

#include <functional>

/// Engine.IO 4, and 3 for old clients, server side (github.com/socketio/engine.io-protocol).
namespace parlance::engineio {

/// The reference server's words; Socket.IO shows them as the disconnect reason.
enum class CloseReason {
    TransportClose,
    TransportError,
    PingTimeout,
    ParseError,
    ForcedClose,
    ServerShutdown,
};
/// E.g. "ping timeout".
QByteArray closeReasonText(CloseReason reason);

/// One Engine.IO connection, whatever transport carries it now. Owned by engineio::Server, which
/// deletes it in a later turn of the event loop after `closed`.
class Session : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The Engine.IO sid: a secret of this client.
    virtual QByteArray sid() const = 0;
    /// The protocol's: 4, or 3 where Options::allowV3 lets such clients in.
    virtual int revision() const = 0;
    /// The request that opened the session: headers, query, address.
    virtual const http::Request &handshake() const = 0;
    virtual bool isOpen() const = 0;
    /// "polling" or "websocket".
    virtual QByteArray transportName() const = 0;

    /// A text message (without the leading '4').
    virtual void sendText(const QByteArray &message) = 0;
    virtual void sendBinary(const QByteArray &message) = 0;
    /// The same text message where it was encoded once for many: `webSocketFrame` is
    /// encodeFrame(Text, "4" + message).
    virtual void sendShared(const QByteArray &message, const QByteArray &webSocketFrame) = 0;
    /// The same for a binary message: `webSocketFrame` is encodeFrame(Binary, message). A
    /// client that wants another is sent its own.
    virtual void sendSharedBinary(const QByteArray &message, const QByteArray &webSocketFrame) = 0;
    /// Whether a message would leave now instead of waiting for the client: a poll hangs, or the
    /// WebSocket has little left to write. For messages that are worth nothing later.
    virtual bool isWritable() const = 0;
    /// Calls `delivered` once, when the client provably has everything that was sent before this
    /// call. WebSocket: it has answered a ping that went out behind it; in revision 3, where pings
    /// are the client's, it has pinged again after a pong behind it, which takes up to two of its
    /// intervals. Polling: it has opened another poll, or upgraded, after it was fetched. Never
    /// inside the call, and never once the session is not open any more: it is dropped then.
    ///
    /// Several run in the order of their calls, and may call anything of the session. Pings and
    /// pongs carry nothing that tells them apart: a client that answers what it has not read cheats
    /// itself and nobody else. A session of which too many wait (DeliveryTracker) is closed.
    virtual void whenDelivered(std::function<void()> delivered) = 0;
    /// Ends the session; `closed` follows in a later turn, never inside the call. ForcedClose lets
    /// what was queued out first, if need be with the client's next polls for up to 30 s; the
    /// other reasons wait for nobody. isOpen() is false at once and nothing more is received.
    virtual void close(CloseReason reason) = 0;

Q_SIGNALS:
    void textReceived(const QByteArray &message);
    void binaryReceived(const QByteArray &message);
    /// Once, as the last signal, also if the server is destroyed; never inside a call of ours.
    void closed(parlance::engineio::CloseReason reason);
};

} // namespace parlance::engineio
