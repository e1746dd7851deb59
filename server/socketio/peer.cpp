// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/peer.h"

#include "socketio/logging.h"

#include <algorithm>
#include <utility>

namespace parlance::socketio {

using engineio::CloseReason;
using engineio::Session;

namespace {

/// Wrong guesses at namespaces that one session may make; no client in earnest makes many.
constexpr int maxRefusedConnects = 10;

} // namespace

Peer::Peer(Session *session, const Namespaces &namespaces, TimerQueue &timers,
           const Options &options, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_namespaces(namespaces)
    , m_options(options)
    , m_connectTimeout(timers)
{
    connect(session, &Session::textReceived, this, &Peer::receiveText);
    connect(session, &Session::binaryReceived, this, &Peer::receiveBinary);
    connect(session, &Session::closed, this,
            [this](CloseReason reason) { finish(engineio::closeReasonText(reason)); });
    startConnectTimeout();
}

Peer::~Peer()
{
    finish(engineio::closeReasonText(CloseReason::ServerShutdown));
}

void Peer::startConnectTimeout()
{
    m_connectTimeout.start(m_options.connectTimeout, [this] {
        qCDebug(lcSocketIo) << "no namespace joined in time";
        close(CloseReason::ForcedClose);
    });
}

// Sending ----------------------------------------------------------------------------------------

void Peer::send(const QByteArray &packet, const std::vector<QByteArray> &attachments)
{
    if (!m_session)
        return;
    m_session->sendText(packet);
    for (const QByteArray &attachment : attachments)
        m_session->sendBinary(attachment);
}

void Peer::sendShared(const Frame &frame)
{
    if (m_session)
        m_session->sendShared(frame.payload, frame.webSocketFrame);
}

// Receiving --------------------------------------------------------------------------------------

void Peer::receiveText(const QByteArray &message)
{
    auto packet = decodePacket(message, m_options.maxAttachments);
    // Text while attachments are due breaks the rules, and so does a packet that is for nobody:
    // found before its attachments are kept.
    if (!packet || m_partial || !isExpected(*packet, find(packet->nsp)))
        breach();
    else if (packet->attachments > 0)
        m_partial = *std::move(packet);
    else
        dispatch(*packet);
}

void Peer::receiveBinary(const QByteArray &data)
{
    if (!m_partial) {
        breach();
        return;
    }
    m_attachments.push_back(data);
    if (int(m_attachments.size()) < m_partial->attachments)
        return;
    Packet packet = *std::exchange(m_partial, std::nullopt);
    auto attachments = std::exchange(m_attachments, {});
    // The socket may have left while its attachments came.
    if (isExpected(packet, find(packet.nsp)))
        dispatch(packet, std::move(attachments));
    else
        breach();
}

bool Peer::isExpected(const Packet &packet, const Socket *socket) const
{
    switch (packet.type) {
    case PacketType::Connect:
        return !socket;
    case PacketType::ConnectError:
        return false;
    default:
        return socket && socket->state() == Socket::State::Connected;
    }
}

void Peer::dispatch(Packet &packet, std::vector<QByteArray> attachments)
{
    Socket *socket = find(packet.nsp);
    switch (packet.type) {
    case PacketType::Connect:
        connectSocket(packet);
        break;
    case PacketType::Disconnect:
        socket->end("client namespace disconnect");
        break;
    case PacketType::Event:
    case PacketType::BinaryEvent:
        deliverEvent(socket, packet, std::move(attachments));
        break;
    default:
        // The server asks for no acks, so nobody waits for one.
        break;
    }
}

void Peer::connectSocket(const Packet &packet)
{
    const auto factory = m_namespaces.find(packet.nsp);
    if (factory == m_namespaces.end()) {
        if (++m_refusedConnects > maxRefusedConnects)
            return breach();
        send(encodeConnectError(packet.nsp, QStringLiteral("Invalid namespace")));
        return;
    }
    Socket *socket = (*factory)(*this, packet.nsp);
    m_sockets.push_back(socket);
    socket->connectRequested(m_session->handshake(), packet.object);
}

void Peer::deliverEvent(Socket *socket, Packet &packet, std::vector<QByteArray> attachments)
{
    // A name may be a number: its text then.
    const QString name = packet.array.takeAt(0).toVariant().toString();
    socket->eventReceived({name, std::move(packet.array), std::move(attachments), packet.ackId});
}

Socket *Peer::find(const QByteArray &nsp) const
{
    const auto found = std::find_if(m_sockets.begin(), m_sockets.end(),
                                    [&nsp](const Socket *socket) { return socket->nsp() == nsp; });
    return found == m_sockets.end() ? nullptr : *found;
}

// Life -------------------------------------------------------------------------------------------

void Peer::socketAccepted()
{
    m_connectTimeout.stop();
}

void Peer::socketEnded(Socket *socket)
{
    m_sockets.erase(std::remove(m_sockets.begin(), m_sockets.end(), socket), m_sockets.end());
    // A session in no namespace is nobody's: it has to join again or go.
    if (m_session && m_sockets.empty() && !m_connectTimeout.isActive())
        startConnectTimeout();
}

void Peer::breach()
{
    qCDebug(lcSocketIo) << "a packet broke the rules, its session ends";
    m_partial.reset();
    m_attachments.clear();
    close(CloseReason::ParseError);
}

void Peer::close(CloseReason reason)
{
    if (!m_session)
        return;
    m_session->close(reason);
    m_connectTimeout.stop();
    QMetaObject::invokeMethod(
        this, [this, reason] { finish(engineio::closeReasonText(reason)); }, Qt::QueuedConnection);
}

void Peer::finish(const QByteArray &reason)
{
    Session *session = std::exchange(m_session, nullptr);
    if (!session)
        return;
    session->disconnect(this);
    m_connectTimeout.stop();
    // Each takes itself off the list.
    while (!m_sockets.empty())
        m_sockets.back()->end(reason);
    deleteLater();
}

} // namespace parlance::socketio
