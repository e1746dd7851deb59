// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/event.h"
#include "socketio/packet.h"
#include "socketio/roomhistory.h"

namespace parlance::socketio {

class Socket;

/// What a reconnecting client sends in its CONNECT.
struct RecoveryRequest
{
    QByteArray pid;
    /// The offset of the last event that it received; empty if it has received none since it
    /// joined.
    std::optional<QByteArray> offset;
};
/// From a CONNECT's payload; a value that is not a string counts as absent.
std::optional<RecoveryRequest> recoveryRequest(const QJsonObject &auth);

/// The initial state of a socket.
struct Restored
{
    /// Both need no escaping in JSON strings. Empty sid: a new one is created; empty pid: there is
    /// none.
    QByteArray sid;
    QByteArray pid;
    /// It is the socket of `sid` again, without a loss.
    bool recovered = false;
    /// Its rooms and their history.
    RoomHistory trail;
    /// Sent after CONNECT, before everything else.
    std::vector<Encoded> missed;
    /// Called for each shared packet sent while the answer was pending: whether `missed` contains
    /// it already. Empty: none is contained.
    std::function<bool(const Frame &packet)> isRepeat;
};

/// An event as a recovery stores it.
struct KeptEvent
{
    QByteArray nsp;
    /// The sid of the only receiver; empty: see `audience`.
    QString only;
    Audience audience;
    QByteArray packet;
    std::vector<QByteArray> attachments;
};

class Recovery;
/// The offset to append to `event` for a client that can recover. If the event is kept, its own
/// offset. If it is not kept, the last kept one, but only if its last argument is a string, which
/// clients would take for an offset. Null: none, as without `recovery`.
QString offsetFor(const Recovery *recovery, const ServerEvent &event, Delivery delivery);

/// Connection state recovery: restores the sockets of a namespace and what they missed. Only
/// restore() is required; the rest is for implementations that see every event. Event loop only.
class Recovery
{
public:
    using Answer = std::function<void(Restored restored)>;

    virtual ~Recovery() = default;

    /// `socket` has been accepted. Calls `answer` once, inside the call or later. The socket may
    /// have ended by then: the answer is ignored and may be omitted. Until the answer the socket is
    /// in no room, and what is sent to it is queued. `request` is empty for a client that does not
    /// ask for recovery. Unknown values in it are no error: the answer is a new socket.
    virtual void restore(Socket &socket, const std::optional<RecoveryRequest> &request,
                         Answer answer) = 0;
    /// A socket with a pid has ended. Unless `recoverable` (isRecoverable()) the pid is void.
    virtual void ended(const Socket &socket, bool recoverable);

    /// The offset that the next event carries as its last argument; null: events carry none.
    virtual QString nextOffset() const { return {}; }
    /// Stores the event that nextOffset() was called for.
    virtual void keep(KeptEvent event);
    /// The offset of the last kept event, for an event that is not kept but ends in a string, which
    /// clients would take for an offset.
    virtual QString lastOffset() const { return {}; }
    virtual LogPosition position() const { return {}; }
};

/// Whether a client may recover after this disconnect reason (the reference server's texts).
bool isRecoverable(const QByteArray &reason);

} // namespace parlance::socketio
