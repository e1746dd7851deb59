// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/session.h"
#include "shared/uniquefunction.h"
#include "socketio/options.h"
#include "socketio/packet.h"
#include "socketio/partialpacket.h"
#include "socketio/revision.h"
#include "socketio/socket.h"
#include "timers/timerqueue.h"

#include <vector>

namespace parlance::socketio {

class Endpoint;
class Joining;

/// The Socket.IO side of one Engine.IO session: reassembles packets and their attachments, passes
/// them to the namespaces' sockets, and closes the session at the first protocol violation. Deletes
/// itself after the session's end.
class ClientConnection final : public QObject
{
    Q_OBJECT

public:
    /// `session` lives until it emits `closed`.
    ClientConnection(engineio::Session *session, Endpoint &endpoint);
    ~ClientConnection() override;

    /// Connects clients that send no CONNECT.
    void start();
    /// Ends the session at once and all its sockets in a later turn, even if the session waits for
    /// its client's next poll.
    void close(engineio::CloseReason reason);
    /// Sends DISCONNECT for every socket, or a refusal if it is not connected yet, then calls
    /// close().
    void disconnectClient();
    /// The client has reconnected on another connection: this one ends at once.
    void abandon();

private:
    friend class Socket;
    const Options &options() const;
    TimerQueue &timers() const;
    QByteArray transportName() const;
    ConnectionFacts facts() const;
    bool wasSlow() const { return m_sessionEnd == engineio::CloseReason::SlowReader; }
    bool isWritable() const { return m_session && m_session->isWritable(); }
    QByteArray newSid(const QByteArray &nsp) const;
    /// Null where recovery is not available.
    Recovery *recoveryFor(const Namespace &nsp) const;
    void send(const Encoded &packet);
    void whenDelivered(Task delivered);
    void welcome(const Socket &socket);
    void sendRefusal(const QByteArray &nsp, const Refusal &refusal);
    void socketEnded(Socket *socket);

    void receiveText(const QByteArray &message);
    void receiveBinary(const QByteArray &data);
    Socket *readerOf(const QByteArray &message) const;
    bool isExpected(const Packet &packet) const;
    void dispatch(Packet &packet, std::vector<QByteArray> attachments = {});
    void receiveConnect(const Packet &packet);
    void joinNamespace(Namespace &nsp, const QJsonObject &auth);
    void admit(Joining *joining, const std::optional<Refusal> &refusal);
    void deliverEvent(Socket *socket, Packet &packet, std::vector<QByteArray> attachments);
    Socket *find(const QByteArray &nsp) const;
    bool isJoining(const QByteArray &nsp) const;
    void startConnectTimeout();
    /// False: the limit of refusals is exceeded, and the session ends.
    bool mayRefuse();
    void protocolError();
    void finish(const QByteArray &reason);

    /// Null once the session is over.
    engineio::Session *m_session;
    /// The same while its sockets are told that it is over; else null.
    engineio::Session *m_ending = nullptr;
    Endpoint &m_endpoint;
    const Revision &m_revision;
    /// Usually few, so a list is faster than a hash.
    std::vector<Socket *> m_sockets;
    std::vector<Joining *> m_joining;
    Deadline m_connectTimeout;
    /// Number of refused CONNECTs, for any reason.
    int m_refusedConnects = 0;
    PartialPacket m_partial;
    /// The reason for which this side has closed; empty before.
    QByteArray m_closeReason;
    /// Why its session has ended.
    engineio::CloseReason m_sessionEnd = engineio::CloseReason::TransportClose;
};

} // namespace parlance::socketio
