// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/socket.h"

#include "socketio/clientconnection.h"
#include "socketio/logging.h"

#include <QPointer>

namespace parlance::socketio {

Socket::Socket(ClientConnection &peer, Namespace &nsp)
    : QObject(&peer)
    , m_peer(peer)
    , m_nsp(nsp)
    , m_acks(peer.timers(), peer.options().maxPendingAcks)
{
}

bool Socket::canRecover() const
{
    return m_peer.recoveryFor(m_nsp) != nullptr;
}

bool Socket::wasSlow() const
{
    return m_peer.wasSlow();
}

QByteArray Socket::transportName() const
{
    return m_peer.transportName();
}

ConnectionFacts Socket::sessionFacts() const
{
    return m_peer.facts();
}

// Joining ----------------------------------------------------------------------------------------

void Socket::accept()
{
    if (m_state != State::Connecting)
        return;
    m_state = State::Restoring;
    Recovery *recovery = m_peer.recoveryFor(m_nsp);
    if (!recovery) {
        establish({});
        return;
    }
    recovery->restore(*this, m_recoveryRequest, [self = QPointer(this)](Restored restored) {
        if (self)
            self->establish(std::move(restored));
    });
}

void Socket::establish(Restored restored)
{
    // It may have left meanwhile.
    if (m_state != State::Restoring || !claimSid(restored.sid))
        return;
    m_state = State::Connected;
    m_sid = restored.sid.isEmpty() ? m_peer.newSid(m_nsp.name()) : restored.sid;
    m_pid = restored.pid;
    m_recovered = restored.recovered;
    m_trail = std::move(restored.trail);
    m_nsp.add(this);
    m_peer.welcome(*this);
    if (m_mustLeave) {
        leaveNamespace();
        return;
    }
    for (const Encoded &packet : restored.missed)
        m_peer.send(packet);
    sendHeld(restored);
    connected();
}

// Two connections may have sent the same pid before either was answered: the later answer wins.
// False: the takeover has ended this socket.
bool Socket::claimSid(const QByteArray &sid)
{
    if (Socket *holder = m_nsp.find(QString::fromLatin1(sid)))
        holder->abandonSession();
    return m_state == State::Restoring;
}

void Socket::sendHeld(const Restored &restored)
{
    for (Held &held : std::exchange(m_held, {})) {
        if (held.delivered)
            whenDelivered(std::move(held.delivered));
        else if (held.event)
            sendEvent(*held.event);
        else if (!restored.isRepeat || !restored.isRepeat(held.packet.packet))
            m_peer.send(held.packet);
    }
}

void Socket::refuse(const Refusal &refusal)
{
    if (m_state != State::Connecting)
        return;
    m_peer.sendRefusal(m_nsp.name(), refusal);
    end("server namespace disconnect");
}

// Rooms ------------------------------------------------------------------------------------------

QList<QString> Socket::rooms() const
{
    QList<QString> rooms = m_trail.rooms();
    rooms.prepend(QString::fromLatin1(m_sid));
    return rooms;
}

void Socket::join(const QString &room)
{
    if (m_state == State::Connected)
        m_nsp.join(this, room);
}

void Socket::leave(const QString &room)
{
    if (m_state == State::Connected)
        m_nsp.leave(this, room);
}

// Sending ----------------------------------------------------------------------------------------

void Socket::sendEvent(const ServerEvent &event, Delivery delivery)
{
    if (!isEventName(event.name))
        return;
    if (m_state == State::Restoring && delivery == Delivery::Kept)
        hold({encodedForOne(m_nsp.encode(event), event.attachments), event, {}});
    if (m_state != State::Connected || (delivery == Delivery::Volatile && !m_peer.isWritable()))
        return;
    Recovery *recovery = m_peer.recoveryFor(m_nsp);
    const QByteArray packet = m_nsp.encode(event, offsetFor(recovery, event, delivery));
    if (recovery && delivery == Delivery::Kept)
        recovery->keep({m_nsp.name(), QString::fromLatin1(m_sid), {}, packet, event.attachments});
    deliver(encodedForOne(packet, event.attachments), delivery);
}

void Socket::request(const ServerEvent &event, std::chrono::milliseconds timeout,
                     AckHandler handler)
{
    if (m_state != State::Connected || !isEventName(event.name)) {
        handler({AckReply::Outcome::Disconnected, {}, {}});
        return;
    }
    const auto id = m_acks.add(timeout, handler);
    if (!id) {
        handler({AckReply::Outcome::Overloaded, {}, {}});
        return;
    }
    QJsonArray array = event.args;
    array.prepend(event.name);
    const int attachments = int(event.attachments.size());
    write(encodedForOne(encodeEvent(m_nsp.name(), array, attachments, id), event.attachments));
}

void Socket::acknowledge(qint64 ackId, const QJsonArray &args,
                         const std::vector<QByteArray> &attachments)
{
    if (m_state != State::Connected)
        return;
    const QByteArray packet = encodeAck(m_nsp.name(), ackId, args, int(attachments.size()));
    write(encodedForOne(packet, attachments));
}

void Socket::sendShared(const Frame &frame)
{
    write({frame, {}});
}

void Socket::deliver(const Encoded &packet, Delivery delivery)
{
    if (delivery == Delivery::Volatile && (m_state != State::Connected || !m_peer.isWritable()))
        return;
    write(packet);
    if (delivery == Delivery::Kept && m_nsp.recovery())
        m_trail.addressed(m_nsp.recovery()->position());
}

void Socket::write(const Encoded &packet)
{
    if (m_state == State::Connected)
        m_peer.send(packet);
    else if (m_state == State::Restoring)
        hold({packet, std::nullopt, {}});
}

void Socket::whenDelivered(Task delivered)
{
    if (m_state == State::Restoring)
        hold({{}, std::nullopt, std::move(delivered)});
    else if (m_state == State::Connected)
        m_peer.whenDelivered([self = QPointer(this), delivered = std::move(delivered)] {
            if (self && self->m_state == State::Connected)
                delivered();
        });
}

void Socket::hold(Held held)
{
    const qsizetype most = m_peer.options().maxHeldBytes;
    if (m_heldBytes > most)
        return;
    // Waiting callbacks cost memory too.
    m_heldBytes += held.delivered ? qsizetype(sizeof held) : held.packet.packet.payload.size();
    for (const Frame &attachment : held.packet.attachments)
        m_heldBytes += attachment.payload.size();
    m_held.push_back(std::move(held));
    if (m_heldBytes > most) {
        qCInfo(lcSocketIo) << "too much to say before a recovery was answered";
        m_held.clear();
        closeSession(engineio::CloseReason::TransportError);
    }
}

// The end ----------------------------------------------------------------------------------------

void Socket::leaveNamespace()
{
    switch (m_state) {
    case State::Connecting:
        dismiss();
        break;
    case State::Restoring:
        m_mustLeave = true;
        m_held.clear();
        break;
    case State::Connected:
        m_peer.send(encodedForOne(encodeDisconnect(m_nsp.name())));
        // It receives nothing any more, and its pid is void from here on.
        depart("server namespace disconnect");
        endLater();
        break;
    default:
        break;
    }
}

void Socket::dismiss()
{
    if (m_state == State::Connected)
        return leaveNamespace();
    if (m_state != State::Connecting && m_state != State::Restoring)
        return;
    m_peer.sendRefusal(m_nsp.name(), {QStringLiteral("Disconnected by the server"), {}});
    endLater();
}

void Socket::endLater()
{
    m_state = State::Leaving;
    QMetaObject::invokeMethod(
        this, [this] { end("server namespace disconnect"); }, Qt::QueuedConnection);
}

void Socket::protocolError()
{
    m_peer.protocolError();
}

void Socket::disconnectClient()
{
    m_peer.disconnectClient();
}

void Socket::closeSession(engineio::CloseReason reason)
{
    m_peer.close(reason);
}

void Socket::abandonSession()
{
    m_peer.abandon();
}

void Socket::depart(const QByteArray &reason)
{
    if (m_state != State::Connected)
        return;
    m_nsp.remove(this);
    if (m_nsp.recovery() && !m_pid.isEmpty())
        m_nsp.recovery()->ended(*this, isRecoverable(reason));
}

void Socket::end(const QByteArray &reason)
{
    if (m_state == State::Ended)
        return;
    depart(reason);
    m_state = State::Ended;
    m_peer.socketEnded(this);
    m_acks.abandon();
    ended(reason);
    deleteLater();
}

} // namespace parlance::socketio
