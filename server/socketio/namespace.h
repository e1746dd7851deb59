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

/// Creates the socket of a client that connects to a namespace; `peer` becomes its parent.
using SocketFactory = std::function<Socket *(ClientConnection &peer, Namespace &nsp)>;

/// A client's request to connect to a namespace.
struct ConnectRequest
{
    /// The request that opened the session: headers, query, address.
    http::Request handshake;
    /// The CONNECT's payload.
    QJsonObject auth;
};

/// Why a CONNECT is refused, as sent in connect_error.
struct Refusal
{
    QString message;
    /// Omitted if empty.
    QJsonObject data;
};

/// Accepts or refuses a client: calls `answer` once, inside the call or later, with nothing or a
/// refusal. A second answer, or one after the client has disconnected, is ignored.
using Middleware = std::function<void(const ConnectRequest &request,
                                      std::function<void(std::optional<Refusal>)> answer)>;

/// One namespace: its middlewares, its sockets and their rooms. Event loop only.
class Namespace
{
public:
    /// `name` begins with a slash.
    Namespace(QByteArray name, SocketFactory factory);
    Namespace(const Namespace &) = delete;
    Namespace &operator=(const Namespace &) = delete;

    const QByteArray &name() const { return m_name; }
    /// Middlewares run in the order in which they were added, for every CONNECT; the factory runs
    /// after the last one. Used by programs that embed the library, not by parlance-server.
    void use(Middleware middleware) { m_middlewares.push_back(std::move(middleware)); }
    /// Enables recovery of missed events; call it before the first client. `recovery` outlives the
    /// sockets.
    void setRecovery(Recovery &recovery) { m_recovery = &recovery; }
    Recovery *recovery() const { return m_recovery; }

    /// Broadcasts an event. Encodes it once for all receivers, and once more if only some of them
    /// can recover. Used by programs that embed the library, not by parlance-server.
    void emitTo(const Audience &audience, const ServerEvent &event,
                Delivery delivery = Delivery::Kept);
    /// Null if there is no such socket.
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
    /// With `offset` as last argument, unless it is null.
    QByteArray encode(const ServerEvent &event, const QString &offset = {}) const;

    const QByteArray m_name;
    const SocketFactory m_factory;
    std::vector<Middleware> m_middlewares;
    Recovery *m_recovery = nullptr;
    /// By sid, so these are also the rooms that consist of one socket.
    QHash<QString, Socket *> m_sockets;
    /// Contains no empty rooms.
    QHash<QString, QSet<Socket *>> m_rooms;
    /// Number of the current emitTo(), which marks sockets that are already handled.
    quint64 m_round = 0;
};

} // namespace parlance::socketio
