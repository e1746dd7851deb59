// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/session.h"
#include "shared/uniquefunction.h"
#include "socketio/event.h"
#include "socketio/namespace.h"
#include "socketio/pendingacks.h"
#include "socketio/recovery.h"

#include <QObject>

#include <chrono>

namespace parlance::socketio {

/// One client in one namespace, from its CONNECT on ("Exchange protocol" in the protocol's
/// document). A namespace's sockets are of a class derived from it. Owned by its ClientConnection,
/// which deletes it in a later turn of the event loop after ended(). Anything it sends after that
/// is dropped.
class Socket : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Connecting,
        /// Accepted; its recovery is pending, and what is sent to it is queued.
        Restoring,
        Connected,
        Leaving,
        Ended
    };

    /// Takes the arguments of the factory of `nsp`.
    Socket(ClientConnection &peer, Namespace &nsp);

    Namespace &nsp() const { return m_nsp; }
    State state() const { return m_state; }
    /// The Socket.IO sid, which other clients may see; empty until connected().
    const QByteArray &sid() const { return m_sid; }
    /// The client's secret for recovery; empty if recovery is not available.
    const QByteArray &pid() const { return m_pid; }
    /// It continues a socket of an earlier connection.
    bool isRecovered() const { return m_recovered; }
    /// "polling" or "websocket".
    QByteArray transportName() const;
    /// Of its whole session; empty once it is over.
    ConnectionFacts sessionFacts() const;

    /// Its own sid, then the others in the order of joining.
    QList<QString> rooms() const;
    const RoomHistory &trail() const { return m_trail; }
    void join(const QString &room);
    /// It cannot leave the room of its own sid.
    void leave(const QString &room);

    void sendEvent(const ServerEvent &event, Delivery delivery = Delivery::Kept);
    /// Sends the event and waits for the client's acknowledgement. `handler` runs exactly once, at
    /// the latest when the socket ends; inside the call only if nothing was sent. Used by programs
    /// that embed the library, not by parlance-server.
    void request(const ServerEvent &event, std::chrono::milliseconds timeout, AckHandler handler);
    /// Sends DISCONNECT, after which official clients do not reconnect. The session stays open.
    /// Before accept() it refuses the client; while Restoring it waits for the answer, and
    /// connected() is never called.
    void leaveNamespace();
    /// Sends DISCONNECT in all namespaces of this session, or a refusal where the client is not
    /// connected yet, then ends the session.
    void disconnectClient();
    /// Ends the whole session, with all its namespaces, without DISCONNECT.
    void closeSession(engineio::CloseReason reason);
    /// The client has reconnected on another connection: this one ends within the call, for all its
    /// namespaces, as "transport close".
    void abandonSession();

protected:
    /// The CONNECT with its payload, after the middlewares. Answer it with accept() or refuse(),
    /// inside the call or later.
    virtual void connectRequested(const ConnectRequest &request) = 0;
    /// CONNECT is answered, and missed events are sent. Called inside accept() or later.
    virtual void connected() {}
    virtual void eventReceived(const ClientEvent &event) = 0;
    /// Whether it receives its events (without attachments) as unparsed packets, to parse them
    /// later.
    virtual bool readsEvents() const { return false; }
    /// Receives such a packet. It begins like an event of this namespace; the rest is not
    /// validated.
    virtual void eventPacketReceived(const QByteArray &) {}
    /// The client violated the protocol: ends the session.
    void protocolError();
    /// If false, received attachments are replaced by empty ones.
    virtual bool takesBinary() const { return true; }
    /// Called once, for any reason of the end, with the reference server's text ("transport close",
    /// "client namespace disconnect", …). Never called inside a function of this class except
    /// refuse() and abandonSession().
    virtual void ended(const QByteArray &reason) = 0;

    /// A heartbeat of the session begins, and is answered: engineio::Session.
    virtual void heartbeatSent() {}
    virtual void heartbeatAnswered(std::optional<std::chrono::milliseconds>) {}

    /// For ended(): its client took, or confirmed, too little of what was sent to it.
    bool wasSlow() const;
    /// Whether its namespace supports recovery for its client.
    bool canRecover() const;
    void accept();
    void refuse(const Refusal &refusal);
    void acknowledge(qint64 ackId, const QJsonArray &args,
                     const std::vector<QByteArray> &attachments = {});
    /// Sends an encoded packet of this namespace.
    void sendShared(const Frame &frame);
    /// Calls `delivered` once, when the client has confirmed everything sent before this call
    /// (engineio::Session::whenDelivered); never inside the call. Dropped where a packet would be
    /// dropped, and if the socket ends, or has to leave its namespace, first.
    void whenDelivered(Task delivered);

private:
    friend class Namespace;
    friend class ClientConnection;

    void establish(Restored restored);
    /// What was sent while Restoring.
    struct Held
    {
        /// For an event: without its offset.
        Encoded packet;
        /// Sent, and kept, under the sid that the socket has then; empty: `packet` is sent
        /// unchanged.
        std::optional<ServerEvent> event;
        /// A whenDelivered() callback for the packets before it; nothing is sent.
        Task delivered;
    };

    bool claimSid(const QByteArray &sid);
    void sendHeld(const Restored &restored);
    void write(const Encoded &packet);
    void hold(Held held);
    void deliver(const Encoded &packet, Delivery delivery);
    /// Called when the session ends.
    void dismiss();
    void endLater();
    void depart(const QByteArray &reason);
    void end(const QByteArray &reason);

    ClientConnection &m_peer;
    Namespace &m_nsp;
    QByteArray m_sid;
    QByteArray m_pid;
    bool m_recovered = false;
    State m_state = State::Connecting;
    std::optional<RecoveryRequest> m_recoveryRequest;
    RoomHistory m_trail;
    PendingAcks m_acks;
    std::vector<Held> m_held;
    qsizetype m_heldBytes = 0;
    /// leaveNamespace() was called while Restoring.
    bool m_mustLeave = false;
    /// Marker of Namespace::emitTo().
    quint64 m_round = 0;
};

} // namespace parlance::socketio
