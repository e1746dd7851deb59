// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/session.h"
#include "socketio/event.h"
#include "socketio/namespace.h"
#include "socketio/pendingacks.h"
#include "socketio/recovery.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace parlance::socketio {

/// One client in one namespace, from its CONNECT on ("Exchange protocol" in the protocol's
/// document). A namespace's sockets are of a class derived from it. Owned by its ClientConnection,
/// which deletes it in a later turn of the event loop after ended(). All that it says after that
/// goes nowhere.
class Socket : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Connecting,
        /// Accepted; its recovery is being asked what it missed, and what it is sent waits.
        Restoring,
        Connected,
        Leaving,
        Ended
    };

    /// As the factory of `nsp` got them.
    Socket(ClientConnection &peer, Namespace &nsp);

    Namespace &nsp() const { return m_nsp; }
    State state() const { return m_state; }
    /// The Socket.IO sid, which other clients may see; empty until connected().
    const QByteArray &sid() const { return m_sid; }
    /// The client's secret for recovery; empty if there is none.
    const QByteArray &pid() const { return m_pid; }
    /// This was the same socket on another connection before.
    bool isRecovered() const { return m_recovered; }
    /// "polling" or "websocket".
    QByteArray transportName() const;

    /// Its own sid, then the others in the order of joining.
    QList<QString> rooms() const;
    const RoomHistory &trail() const { return m_trail; }
    void join(const QString &room);
    /// The room of its own sid cannot be left.
    void leave(const QString &room);

    void sendEvent(const ServerEvent &event, Delivery delivery = Delivery::Kept);
    /// Sends the event and waits for the client's answer. `handler` runs exactly once, as the last
    /// thing when the socket ends; inside the call only if nothing was sent.
    void request(const ServerEvent &event, std::chrono::milliseconds timeout, AckHandler handler);
    /// DISCONNECT: official clients stay away after it. The session stays. Before accept() it
    /// refuses the client; while Restoring it waits for the answer, and connected() never comes.
    void leaveNamespace();
    /// DISCONNECT in all namespaces of this session, or a refusal where the client is not connected
    /// yet, then the session's end.
    void disconnectClient();
    /// Ends the whole session, with all its namespaces, without DISCONNECT.
    void closeSession(engineio::CloseReason reason);
    /// The client has come back on another connection: this one ends within the call, for all its
    /// namespaces, as "transport close".
    void abandonSession();

protected:
    /// The CONNECT, with its payload, behind the middlewares. accept() or refuse() answers it,
    /// inside the call or later.
    virtual void connectRequested(const ConnectRequest &request) = 0;
    /// CONNECT is answered, and what it had missed is sent. Inside accept() or later.
    virtual void connected() {}
    virtual void eventReceived(const ClientEvent &event) = 0;
    /// Whether it wants its events (without attachments) as packets, to read them later.
    virtual bool readsEvents() const { return false; }
    /// Such a packet, which begins as an event of this namespace does and is not looked at further.
    virtual void eventPacketReceived(const QByteArray &) {}
    /// What the client has sent breaks the rules: ends the session.
    void protocolError();
    /// If not, the attachments that it receives are empty, whatever the client has sent.
    virtual bool takesBinary() const { return true; }
    /// Once, however it ended: with the reference server's words ("transport close", "client
    /// namespace disconnect", …). Never inside a call of ours but refuse() and abandonSession().
    virtual void ended(const QByteArray &reason) = 0;

    /// Whether its namespace brings back what its client missed.
    bool canRecover() const;
    void accept();
    void refuse(const Refusal &refusal);
    void acknowledge(qint64 ackId, const QJsonArray &args,
                     const std::vector<QByteArray> &attachments = {});
    /// An encoded packet of this namespace.
    void sendShared(const Frame &frame);
    /// Calls `delivered` once, when the client provably has all that was sent before this call
    /// (engineio::Session::whenDelivered); never inside the call. Dropped where what is sent would
    /// go nowhere, and if the socket ends, or has to leave its namespace, first.
    void whenDelivered(std::function<void()> delivered);

private:
    friend class Namespace;
    friend class ClientConnection;

    void establish(Restored restored);
    /// What was sent while Restoring.
    struct Held
    {
        /// Of an event without its offset.
        Encoded packet;
        /// To be sent, and kept, under the sid that it has then; nothing: `packet` as it is.
        std::optional<ServerEvent> event;
        /// Somebody who waits for what stands before; nothing is sent.
        std::function<void()> delivered;
    };

    bool claimSid(const QByteArray &sid);
    void sendHeld(const Restored &restored);
    void write(const Encoded &packet);
    void hold(Held held);
    void deliver(const Encoded &packet, Delivery delivery);
    /// As the session ends.
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
    /// leaveNamespace() while Restoring.
    bool m_mustLeave = false;
    /// Namespace's mark.
    quint64 m_round = 0;
};

} // namespace parlance::socketio
