// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/event.h"
#include "socketio/packet.h"
#include "socketio/roomhistory.h"

namespace parlance::socketio {

class Socket;

/// What a client that was here before shows in its CONNECT.
struct RecoveryRequest
{
    QByteArray pid;
    /// Of the last event that it got; nothing if it has got none since it joined.
    std::optional<QByteArray> offset;
};
/// From a CONNECT's payload; what is not a string counts as absent.
std::optional<RecoveryRequest> recoveryRequest(const QJsonObject &auth);

/// How a socket begins.
struct Restored
{
    /// Both are parts of JSON strings as they are. Empty: a new sid; no pid.
    QByteArray sid;
    QByteArray pid;
    /// It is the socket of `sid` again, with nothing lost.
    bool recovered = false;
    /// Its rooms.
    RoomHistory trail;
    /// What to send behind CONNECT, before everything else.
    std::vector<Encoded> missed;
    /// Asked for each shared packet that was sent while the answer was awaited: whether `missed`
    /// holds it already. Empty: none is.
    std::function<bool(const Frame &packet)> isRepeat;
};

/// An event as a source remembers it.
struct KeptEvent
{
    QByteArray nsp;
    /// The one receiver's sid; empty: `audience`.
    QString only;
    Audience audience;
    QByteArray packet;
    std::vector<QByteArray> attachments;
};

class Recovery;
/// The offset that `event` ends in on its way to a client that can come back: its own if it is
/// kept; the last one that was kept if it is not, but clients would take its last string for one.
/// Null: none, as without `recovery`.
QString offsetFor(const Recovery *recovery, const ServerEvent &event, Delivery delivery);

/// Connection state recovery: where the sockets of a namespace get back what they missed. Only
/// restore() must be there; the rest is for a source that sees every event pass. Event loop only.
class Recovery
{
public:
    using Answer = std::function<void(Restored restored)>;

    virtual ~Recovery() = default;

    /// `socket` has been let in. Calls `answer` once, inside the call or later; the socket may be
    /// gone then, and the answer goes nowhere, or need not come. Until then it is in no room, and
    /// what it is sent waits for the answer. `request` is nothing for a client that does not ask.
    /// Whatever is unknown in it is no error: the answer is a new socket.
    virtual void restore(Socket &socket, const std::optional<RecoveryRequest> &request,
                         Answer answer) = 0;
    /// A socket with a pid is over. Unless `recoverable` (isRecoverable()) the pid is void.
    virtual void ended(const Socket &socket, bool recoverable);

    /// The offset that the next event carries as its last argument; null: events carry none.
    virtual QString nextOffset() const { return {}; }
    /// The event that nextOffset() was for.
    virtual void keep(KeptEvent event);
    /// The offset of the last event that was kept, for one that is not kept itself but ends in a
    /// string: clients would take that for an offset.
    virtual QString lastOffset() const { return {}; }
    virtual LogPosition position() const { return {}; }
};

/// Whether a client may come back after this disconnect reason (the reference server's words).
bool isRecoverable(const QByteArray &reason);

} // namespace parlance::socketio
