// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delivery/connectionfacts.h"
#include "domain/model.h"
#include "shared/uniquefunction.h"

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

namespace parlance {

/// How a push is encoded for one connection: the dialect (its index in the registry), the envelope
/// around the event, and the room name that the client uses. Connections with the same format share
/// one encoding.
struct PushFormat
{
    /// SocketIoOffsets: stored changes carry their position as an offset, for clients that can
    /// recover.
    enum class Wire : quint8 { SocketIo, SocketIoOffsets, WebSocketJson };
    quint8 dialect = 0;
    Wire wire = Wire::SocketIo;
    /// The room's name as this connection's client writes it; empty: the room's own name.
    QString roomName = {};

    friend bool operator==(const PushFormat &, const PushFormat &) = default;
    friend size_t qHash(const PushFormat &format, size_t seed = 0)
    {
        return qHashMulti(seed, format.dialect, int(format.wire), format.roomName);
    }
};

/// One outgoing message, encoded once and shared by all its receivers (QByteArray is implicitly
/// shared).
struct Frame
{
    /// The message itself: a Socket.IO packet ("2[…]") or the JSON of a plain WebSocket push.
    /// Empty: this format does not show the event.
    QByteArray payload;
    /// The same as a complete WebSocket frame (with Engine.IO's '4' before a Socket.IO packet).
    QByteArray webSocketFrame;
    /// The commit position of the change; 0: it is not stored.
    qint64 position = 0;
};

/// Why the server ends a connection.
enum class DisconnectReason { SessionEnded, ServerShutdown, ClosedByAdministrator, AddressBanned };

/// Why a connection ended, whoever ended it.
enum class EndReason : quint8 {
    /// The client said goodbye: DISCONNECT over Socket.IO, a close frame over plain WebSocket.
    ClientDisconnected,
    /// Its transport was closed without that.
    TransportClosed,
    TransportError,
    PingTimeout,
    /// It sent what no client may send.
    ProtocolError,
    /// It did not take what was sent to it, or did not confirm it.
    SlowReader,
    /// It was never let in.
    Refused,
    /// As DisconnectReason.
    SessionEnded,
    ServerShutdown,
    ClosedByAdministrator,
    AddressBanned
};
constexpr int EndReasonCount = int(EndReason::AddressBanned) + 1;

struct DisconnectRule
{
    /// RFC 6455, section 7.4.1; over plain WebSocket only.
    quint16 webSocketCode = 0;
    const char *text = "";
    /// The client may come back by itself: over Socket.IO its transport closes, and official
    /// clients reconnect. Otherwise the server disconnects the client, and official clients stay
    /// away.
    bool mayReconnect = false;
};
/// How clients learn of the reason.
DisconnectRule disconnectRule(DisconnectReason reason);

/// The outgoing side of one client, as the hub needs it. Receiving is up to the protocol layers.
/// Owned by its protocol session, which must detach it from the hub before destroying it. Event
/// loop only.
class Connection
{
public:
    virtual ~Connection() = default;

    /// Constant for the connection's lifetime.
    virtual PushFormat::Wire wire() const = 0;
    /// Queues the frame; never blocks. A receiver that is too slow for the bounded buffer is
    /// closed.
    virtual void send(const Frame &frame) = 0;
    /// Calls `delivered` once, when the client has confirmed everything that was sent before this
    /// call; never inside the call. Dropped if the connection ends first, and where a frame would
    /// be dropped. Several run in the order of their calls. A receiver that lets too many wait is
    /// closed.
    virtual void whenDelivered(Task delivered) = 0;
    /// Ends the connection after everything queued is sent. The object may be deleted in a later
    /// turn of the event loop, never inside the call.
    virtual void disconnect(DisconnectReason reason) = 0;
    /// Once it has ended.
    virtual EndReason endReason() const { return EndReason::TransportClosed; }
    /// For administrators; gathered by this call.
    virtual ConnectionFacts facts() const = 0;
};

} // namespace parlance
