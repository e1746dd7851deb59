// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace parlance {

/// How pushes are written for one connection: the dialect (its index in the registry) and the
/// envelope around the event. Connections of one format share one encoding.
struct PushFormat
{
    /// SocketIoOffsets: stored changes carry their position, for clients that can come back with
    /// it.
    enum class Wire : quint8 { SocketIo, SocketIoOffsets, WebSocketJson };
    quint8 dialect = 0;
    Wire wire = Wire::SocketIo;

    friend bool operator==(const PushFormat &, const PushFormat &) = default;
};

/// One outgoing message, encoded once and shared by all its receivers (QByteArray shares).
struct Frame
{
    /// The message itself: a Socket.IO packet ("2[…]") or the JSON of a plain WebSocket push.
    /// Empty: this format does not show the event.
    QByteArray payload;
    /// The same as a complete WebSocket frame (with Engine.IO's '4' before a Socket.IO packet).
    QByteArray webSocketFrame;
    /// The commit position of what it tells; 0: it is not stored.
    qint64 position = 0;
};

/// Why the server ends a connection; each protocol has its own words for it.
enum class DisconnectReason { SessionEnded, ServerShutdown };

/// The outgoing port to one client: what the hub needs to know, and no more. Reading stays with the
/// protocol layers. Owned by its protocol session; detached from the hub before it dies. Event loop
/// only.
class Connection
{
public:
    virtual ~Connection() = default;

    virtual PushFormat format() const = 0;
    /// Queues the frame; never blocks. A receiver too slow for the buffer's bound is closed.
    virtual void send(const Frame &frame) = 0;
    /// Calls `delivered` once, when the client provably has everything that was sent before this
    /// call; never inside the call. Dropped if the connection ends first, and where a frame would
    /// be. Several run in the order of their calls. A receiver that lets too many wait is closed.
    virtual void whenDelivered(std::function<void()> delivered) = 0;
    /// Ends the connection after what was queued. The object may be deleted in a later turn of the
    /// event loop, never inside the call.
    virtual void disconnect(DisconnectReason reason) = 0;
};

} // namespace parlance
