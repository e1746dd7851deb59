// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/namespace.h"

namespace parlance::socketio {

class Socket;

/// The differences between the revisions of the protocol: how namespaces are joined. Engine.IO 4
/// carries revision 5, Engine.IO 3 revision 4 ("Exchange protocol" in the protocol's documents).
class Revision
{
public:
    virtual ~Revision() = default;

    /// Of the Socket.IO protocol: 5 or 4.
    virtual int number() const = 0;
    /// Whether every client joins the main namespace without a CONNECT.
    virtual bool joinsUnasked() const = 0;
    virtual bool canRecover() const = 0;
    /// The sid for a socket in `nsp`.
    virtual QByteArray newSid(const engineio::Session &session, const QByteArray &nsp) const = 0;
    /// Converts a client's packet to the form of revision 5.
    virtual void normalize(Packet &packet) const = 0;
    /// The two answers to CONNECT.
    virtual QByteArray encodeWelcome(const Socket &socket) const = 0;
    virtual QByteArray encodeRefusal(const QByteArray &nsp, const Refusal &refusal) const = 0;
};

/// The revision that the session's client uses.
const Revision &revisionFor(const engineio::Session &session);

} // namespace parlance::socketio
