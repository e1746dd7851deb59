// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delivery/connectionfacts.h"
#include "http/message.h"
#include "shared/uniquefunction.h"

#include <QByteArray>
#include <QObject>

#include <chrono>
#include <optional>

/// Engine.IO 4, and 3 for old clients, server side (github.com/socketio/engine.io-protocol).
namespace parlance::engineio {

/// Socket.IO shows the reference server's text for these as the disconnect reason; it has none for
/// the last one.
enum class CloseReason {
    TransportClose,
    TransportError,
    PingTimeout,
    ParseError,
    ForcedClose,
    ServerShutdown,
    /// A transport error for the reference server: the client takes or confirms too little.
    SlowReader,
};
/// E.g. "ping timeout".
QByteArray closeReasonText(CloseReason reason);

/// One Engine.IO connection over any transport. Owned by engineio::Server, which deletes it in a
/// later turn of the event loop after `closed`.
class Session : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The Engine.IO sid: a secret of this client.
    virtual QByteArray sid() const = 0;
    /// The protocol's revision: 4, or 3 if Options::allowV3 accepts such clients.
    virtual int revision() const = 0;
    /// The request that opened the session: headers, query, address.
    virtual const http::Request &handshake() const = 0;
    virtual bool isOpen() const = 0;
    /// "polling" or "websocket".
    virtual QByteArray transportName() const = 0;
    /// Without the protocol.
    virtual ConnectionFacts facts() const = 0;

    /// A text message (without the leading '4').
    virtual void sendText(const QByteArray &message) = 0;
    virtual void sendBinary(const QByteArray &message) = 0;
    /// Sends a text message that was encoded once for many receivers: `webSocketFrame` is
    /// encodeFrame(Text, "4" + message).
    virtual void sendShared(const QByteArray &message, const QByteArray &webSocketFrame) = 0;
    /// The same for a binary message: `webSocketFrame` is encodeFrame(Binary, message). A client
    /// that needs another encoding gets its own.
    virtual void sendSharedBinary(const QByteArray &message, const QByteArray &webSocketFrame) = 0;
    /// Whether a message would be sent now instead of being queued: a poll is open, or the
    /// WebSocket has little left to write. For messages that are useless later.
    virtual bool isWritable() const = 0;
    /// Calls `delivered` once, when the client has confirmed everything that was sent before this
    /// call. WebSocket: it has answered a ping sent after it; in revision 3, where the client
    /// pings, it has pinged again after a pong sent after it, which takes up to two of its
    /// intervals. Polling: it has opened another poll, or upgraded, after it was fetched. Never
    /// inside the call. Dropped once the session is not open any more.
    ///
    /// Several run in the order of their calls, and may call any function of the session. Pings and
    /// pongs carry no identifier: a client that answers what it has not read only harms itself. A
    /// session with too many waiting callbacks (DeliveryTracker) is closed.
    virtual void whenDelivered(Task delivered) = 0;
    /// Ends the session; `closed` follows in a later turn, never inside the call. ForcedClose first
    /// sends what is queued, if necessary with the client's next polls for up to 30 s; the other
    /// reasons do not wait. isOpen() is false at once and nothing more is received.
    virtual void close(CloseReason reason) = 0;

Q_SIGNALS:
    void textReceived(const QByteArray &message);
    void binaryReceived(const QByteArray &message);
    /// Everything sent so far is what the next heartbeatAnswered() proves: a ping follows it, or in
    /// revision 3 the pong to the client's. The slots must not close the session.
    void heartbeatSent();
    /// The client has read what was sent before the last heartbeatSent(). No round trip in revision
    /// 3.
    void heartbeatAnswered(std::optional<std::chrono::milliseconds> roundTrip);
    /// Emitted once, as the last signal, also if the server is destroyed; never inside a call of
    /// this class.
    void closed(parlance::engineio::CloseReason reason);
};

} // namespace parlance::engineio
