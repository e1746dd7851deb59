// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/session.h"
#include "eventloop/timerqueue.h"
#include "socketio/options.h"
#include "socketio/packet.h"
#include "socketio/socket.h"

#include <QHash>

#include <vector>

namespace parlance::socketio {

using Namespaces = QHash<QByteArray, SocketFactory>;

/// The Socket.IO side of one Engine.IO session: puts packets and their attachments together, leads
/// them to the namespaces' sockets, and closes the session at the first that breaks the rules.
/// Deletes itself after the session's end.
class Peer final : public QObject
{
    Q_OBJECT

public:
    /// `session` lives until its `closed`; the others outlive the peer.
    Peer(engineio::Session *session, const Namespaces &namespaces, TimerQueue &timers,
         const Options &options, QObject *parent);
    ~Peer() override;

    /// Ends the session, and in a later turn all sockets, even if the session waits for its
    /// client's next poll.
    void close(engineio::CloseReason reason);

private:
    friend class Socket;
    void send(const QByteArray &packet, const std::vector<QByteArray> &attachments = {});
    void sendShared(const Frame &frame);
    void socketAccepted();
    void socketEnded(Socket *socket);

    void receiveText(const QByteArray &message);
    void receiveBinary(const QByteArray &data);
    void dispatch(Packet &packet, std::vector<QByteArray> attachments = {});
    void connectSocket(const Packet &packet);
    void deliverEvent(Socket *socket, Packet &packet, std::vector<QByteArray> attachments);
    bool isExpected(const Packet &packet, const Socket *socket) const;
    Socket *find(const QByteArray &nsp) const;
    void startConnectTimeout();
    void breach();
    void finish(const QByteArray &reason);

    /// Null once it is over.
    engineio::Session *m_session;
    const Namespaces &m_namespaces;
    const Options &m_options;
    /// Few: a list beats a hash.
    std::vector<Socket *> m_sockets;
    Deadline m_connectTimeout;
    /// CONNECTs to namespaces that there are not.
    int m_refusedConnects = 0;
    /// The packet whose attachments are due, and those that have come.
    std::optional<Packet> m_partial;
    std::vector<QByteArray> m_attachments;
};

} // namespace parlance::socketio
