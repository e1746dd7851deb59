// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/session.h"
#include "socketio/event.h"
#include "socketio/packet.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

namespace parlance::socketio {

class Namespace;
class ClientConnection;
class Recovery;
class Socket;

/// Makes the socket of a client that wants into a namespace; `peer` becomes its parent.
using SocketFactory = std::function<Socket *(ClientConnection &peer, Namespace &nsp)>;

/// A client that wants in.
struct ConnectRequest
{
    /// The request that opened the session: headers, query, address.
    http::Request handshake;
    /// The CONNECT's payload.
    QJsonObject auth;
};

/// Why it may not: what the client finds in its connect_error.
struct Refusal
{
    QString message;
    /// Left out if empty.
    QJsonObject data;
};

/// Decides about a client: calls `answer` once, inside the call or later, with a refusal or
/// nothing. An answer that comes after the client has left, or a second one, is ignored.
using Middleware = std::function<void(const ConnectRequest &request,
                                      std::function<void(std::optional<Refusal>)> answer)>;

/// One namespace: who may join it, who is in it and in which rooms. Event loop only.
class Namespace
{
public:
    /// `name` begins with a slash.
    Namespace(QByteArray name, SocketFactory factory);
    Namespace(const Namespace &) = delete;
    Namespace &operator=(const Namespace &) = delete;

    const QByteArray &name() const { return m_name; }
    /// Middlewares run in the order in which they were added, for every CONNECT; the factory runs
    /// behind the last one.
    void use(Middleware middleware) { m_middlewares.push_back(std::move(middleware)); }
    /// Before the first client: they get back what they missed. `recovery` outlives the sockets.
    void setRecovery(Recovery &recovery) { m_recovery = &recovery; }
    Recovery *recovery() const { return m_recovery; }

    /// Encodes once, whatever the number of receivers; once more if only some of them can recover.
    void emitTo(const Audience &audience, const ServerEvent &event,
                Delivery delivery = Delivery::Kept);
    /// Null if it is not here (any more).
    Socket *find(const QString &sid) const { return m_sockets.value(sid); }
    qsizetype socketCount() const { return m_sockets.size(); }

private:
    friend class Joining;
    friend class ClientConnection;
    friend class Socket;

    void add(Socket *socket);
    void remove(Socket *socket);
    void join(Socket *socket, const QString &room);
    void leave(Socket *socket, const QString &room);
    std::vector<Socket *> receivers(const Audience &audience);
    /// With `offset` as last argument, unless that is null.
    QByteArray encode(const ServerEvent &event, const QString &offset = {}) const;

    const QByteArray m_name;
    const SocketFactory m_factory;
    std::vector<Middleware> m_middlewares;
    Recovery *m_recovery = nullptr;
    /// By sid, so these are the rooms of one as well.
    QHash<QString, Socket *> m_sockets;
    /// No empty ones.
    QHash<QString, QSet<Socket *>> m_rooms;
    /// Marks those that one emitTo() has seen.
    quint64 m_round = 0;
};

} // namespace parlance::socketio
