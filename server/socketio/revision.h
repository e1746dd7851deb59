// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/namespace.h"

namespace parlance::socketio {

class Socket;

/// What differs between the revisions of the protocol: how namespaces are joined. Engine.IO 4
/// carries revision 5, Engine.IO 3 revision 4 ("Exchange protocol" in the protocol's documents).
class Revision
{
public:
    virtual ~Revision() = default;

    /// Whether every client is in the main namespace, without CONNECT.
    virtual bool joinsUnasked() const = 0;
    virtual bool canRecover() const = 0;
    /// For a socket in `nsp`.
    virtual QByteArray newSid(const engineio::Session &session, const QByteArray &nsp) const = 0;
    /// Gives a client's packet the form of revision 5.
    virtual void normalize(Packet &packet) const = 0;
    /// The two answers to it.
    virtual QByteArray encodeWelcome(const Socket &socket) const = 0;
    virtual QByteArray encodeRefusal(const QByteArray &nsp, const Refusal &refusal) const = 0;
};

/// The one that the session's client speaks.
const Revision &revisionFor(const engineio::Session &session);

} // namespace parlance::socketio
