// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/socket.h"

#include "engineio/sid.h"
#include "socketio/packet.h"
#include "socketio/peer.h"

namespace parlance::socketio {

Socket::Socket(Peer &peer, const QByteArray &nsp)
    : QObject(&peer)
    , m_peer(peer)
    , m_nsp(nsp)
{
}

void Socket::accept()
{
    if (m_state != State::Connecting)
        return;
    m_state = State::Connected;
    m_sid = engineio::newSid();
    m_peer.send(encodeConnect(m_nsp, m_sid));
    m_peer.socketAccepted();
}

void Socket::refuse(const QString &message, const QJsonObject &data)
{
    if (m_state != State::Connecting)
        return;
    m_peer.send(encodeConnectError(m_nsp, message, data));
    end("server namespace disconnect");
}

void Socket::sendEvent(const QString &name, QJsonArray args,
                       const std::vector<QByteArray> &attachments)
{
    if (m_state != State::Connected)
        return;
    args.prepend(name);
    m_peer.send(encodeEvent(m_nsp, args, int(attachments.size())), attachments);
}

void Socket::acknowledge(qint64 ackId, const QJsonArray &args,
                         const std::vector<QByteArray> &attachments)
{
    if (m_state == State::Connected)
        m_peer.send(encodeAck(m_nsp, ackId, args, int(attachments.size())), attachments);
}

void Socket::sendShared(const Frame &frame)
{
    if (m_state == State::Connected)
        m_peer.sendShared(frame);
}

void Socket::leave()
{
    if (m_state != State::Connected)
        return;
    m_peer.send(encodeDisconnect(m_nsp));
    m_state = State::Leaving;
    QMetaObject::invokeMethod(
        this, [this] { end("server namespace disconnect"); }, Qt::QueuedConnection);
}

void Socket::closeSession(engineio::CloseReason reason)
{
    m_peer.close(reason);
}

void Socket::end(const QByteArray &reason)
{
    if (m_state == State::Ended)
        return;
    m_state = State::Ended;
    m_peer.socketEnded(this);
    ended(reason);
    deleteLater();
}

} // namespace parlance::socketio
