// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/clientconnection.h"

#include "engineio/sid.h"
#include "socketio/endpoint.h"
#include "socketio/joining.h"
#include "socketio/logging.h"

#include <algorithm>
#include <utility>

namespace parlance::socketio {

using engineio::CloseReason;
using engineio::Session;

namespace {

/// Limit of refused CONNECTs (wrong namespaces or tokens) in one session; ordinary clients stay far
/// below it.
constexpr int maxRefusedConnects = 10;

} // namespace

ClientConnection::ClientConnection(Session *session, Endpoint &endpoint)
    : QObject(&endpoint)
    , m_session(session)
    , m_endpoint(endpoint)
    , m_revision(revisionFor(*session))
    , m_connectTimeout(endpoint.timers())
    , m_partial(endpoint.timers(), endpoint.options())
{
    connect(session, &Session::textReceived, this, &ClientConnection::receiveText);
    connect(session, &Session::binaryReceived, this, &ClientConnection::receiveBinary);
    connect(session, &Session::heartbeatSent, this, [this] {
        for (Socket *socket : m_sockets)
            socket->heartbeatSent();
    });
    connect(session, &Session::heartbeatAnswered, this, [this](const auto &roundTrip) {
        for (Socket *socket : m_sockets)
            socket->heartbeatAnswered(roundTrip);
    });
    connect(session, &Session::closed, this, [this](CloseReason reason) {
        m_sessionEnd = reason;
        finish(engineio::closeReasonText(reason));
    });
    startConnectTimeout();
}

ClientConnection::~ClientConnection()
{
    finish(engineio::closeReasonText(CloseReason::ServerShutdown));
}

void ClientConnection::start()
{
    if (Namespace *nsp = m_revision.joinsUnasked() ? m_endpoint.find(MainNamespace) : nullptr)
        joinNamespace(*nsp, {});
}

const Options &ClientConnection::options() const
{
    return m_endpoint.options();
}

TimerQueue &ClientConnection::timers() const
{
    return m_endpoint.timers();
}

QByteArray ClientConnection::transportName() const
{
    return m_session ? m_session->transportName() : QByteArray();
}

ConnectionFacts ClientConnection::facts() const
{
    const Session *session = m_session ? m_session : m_ending;
    if (!session)
        return {};
    ConnectionFacts facts = session->facts();
    facts.protocol = QStringLiteral("socket.io %1").arg(m_revision.number());
    return facts;
}

QByteArray ClientConnection::newSid(const QByteArray &nsp) const
{
    return m_session ? m_revision.newSid(*m_session, nsp) : engineio::newSid();
}

Recovery *ClientConnection::recoveryFor(const Namespace &nsp) const
{
    return m_revision.canRecover() ? nsp.recovery() : nullptr;
}

void ClientConnection::startConnectTimeout()
{
    m_connectTimeout.start(options().connectTimeout, [this] {
        qCDebug(lcSocketIo) << "no namespace joined in time";
        close(CloseReason::ForcedClose);
    });
}

// Sending ----------------------------------------------------------------------------------------

void ClientConnection::send(const Encoded &packet)
{
    if (!m_session)
        return;
    if (packet.packet.webSocketFrame.isEmpty())
        m_session->sendText(packet.packet.payload);
    else
        m_session->sendShared(packet.packet.payload, packet.packet.webSocketFrame);
    for (const Frame &attachment : packet.attachments) {
        if (attachment.webSocketFrame.isEmpty())
            m_session->sendBinary(attachment.payload);
        else
            m_session->sendSharedBinary(attachment.payload, attachment.webSocketFrame);
    }
}

void ClientConnection::whenDelivered(Task delivered)
{
    if (m_session)
        m_session->whenDelivered(std::move(delivered));
}

void ClientConnection::welcome(const Socket &socket)
{
    send(encodedForOne(m_revision.encodeWelcome(socket)));
    m_connectTimeout.stop();
}

void ClientConnection::sendRefusal(const QByteArray &nsp, const Refusal &refusal)
{
    if (mayRefuse())
        send(encodedForOne(m_revision.encodeRefusal(nsp, refusal)));
}

bool ClientConnection::mayRefuse()
{
    if (++m_refusedConnects <= maxRefusedConnects)
        return true;
    protocolError();
    return false;
}

// Receiving --------------------------------------------------------------------------------------

// The socket that parses this event itself; null if it is not an event or there is no such socket.
Socket *ClientConnection::readerOf(const QByteArray &message) const
{
    if (m_partial.isDue() || !message.startsWith(char(PacketType::Event)))
        return nullptr;
    QByteArray nsp = MainNamespace;
    if (message.size() > 1 && message.at(1) == '/') {
        const qsizetype comma = message.left(MaxNamespaceBytes + 2).indexOf(',');
        nsp = message.mid(1, comma - 1);
        nsp.truncate(qsizetype(nsp.indexOf('?') < 0 ? nsp.size() : nsp.indexOf('?')));
    }
    Socket *socket = find(nsp);
    const bool reads = socket && socket->state() == Socket::State::Connected;
    return reads && socket->readsEvents() ? socket : nullptr;
}

void ClientConnection::receiveText(const QByteArray &message)
{
    if (Socket *reader = readerOf(message)) {
        reader->eventPacketReceived(message);
        return;
    }
    auto packet = decodePacket(message, options().maxAttachments);
    if (packet)
        m_revision.normalize(*packet);
    // Text while attachments are expected is a protocol violation, and so is a packet without a
    // receiver; it is detected before its attachments are stored.
    if (!packet || m_partial.isDue() || !isExpected(*packet))
        protocolError();
    else if (packet->attachments > 0)
        m_partial.begin(*std::move(packet), [this] { close(CloseReason::TransportError); });
    else
        dispatch(*packet);
}

void ClientConnection::receiveBinary(const QByteArray &data)
{
    const Socket *socket = m_partial.isDue() ? find(m_partial.nsp()) : nullptr;
    if (!m_partial.isDue() || !m_partial.add(data, socket && socket->takesBinary())) {
        protocolError();
        return;
    }
    if (!m_partial.isComplete())
        return;
    auto [packet, attachments] = m_partial.take();
    // The socket may have left while its attachments were received.
    if (isExpected(packet))
        dispatch(packet, std::move(attachments));
    else
        protocolError();
}

bool ClientConnection::isExpected(const Packet &packet) const
{
    const Socket *socket = find(packet.nsp);
    switch (packet.type) {
    case PacketType::Connect:
        return !socket && !isJoining(packet.nsp);
    case PacketType::ConnectError:
        return false;
    default:
        return socket && socket->state() == Socket::State::Connected;
    }
}

void ClientConnection::dispatch(Packet &packet, std::vector<QByteArray> attachments)
{
    Socket *socket = find(packet.nsp);
    switch (packet.type) {
    case PacketType::Connect:
        receiveConnect(packet);
        break;
    case PacketType::Disconnect:
        socket->end("client namespace disconnect");
        break;
    case PacketType::Event:
    case PacketType::BinaryEvent:
        deliverEvent(socket, packet, std::move(attachments));
        break;
    default:
        socket->m_acks.answer(*packet.ackId, {AckReply::Outcome::Answered, std::move(packet.array),
                                              std::move(attachments)});
        break;
    }
}

void ClientConnection::deliverEvent(Socket *socket, Packet &packet,
                                    std::vector<QByteArray> attachments)
{
    const QString name = packet.array.takeAt(0).toVariant().toString();
    socket->eventReceived({name, std::move(packet.array), std::move(attachments), packet.ackId});
}

Socket *ClientConnection::find(const QByteArray &nsp) const
{
    const auto found =
        std::find_if(m_sockets.begin(), m_sockets.end(),
                     [&nsp](const Socket *socket) { return socket->nsp().name() == nsp; });
    return found == m_sockets.end() ? nullptr : *found;
}

bool ClientConnection::isJoining(const QByteArray &nsp) const
{
    return std::any_of(m_joining.begin(), m_joining.end(),
                       [&nsp](const Joining *joining) { return joining->nsp().name() == nsp; });
}

// Joining ----------------------------------------------------------------------------------------

void ClientConnection::receiveConnect(const Packet &packet)
{
    if (Namespace *nsp = m_endpoint.find(packet.nsp)) {
        joinNamespace(*nsp, packet.object);
        return;
    }
    // The error is an object in both revisions.
    if (mayRefuse())
        send(encodedForOne(encodeConnectError(packet.nsp, QStringLiteral("Invalid namespace"))));
}

void ClientConnection::joinNamespace(Namespace &nsp, const QJsonObject &auth)
{
    auto *joining = new Joining(nsp, {m_session->handshake(), auth}, this);
    m_joining.push_back(joining);
    connect(joining, &Joining::decided, this,
            [this, joining](const std::optional<Refusal> &refusal) { admit(joining, refusal); });
    joining->start();
}

void ClientConnection::admit(Joining *joining, const std::optional<Refusal> &refusal)
{
    m_joining.erase(std::remove(m_joining.begin(), m_joining.end(), joining), m_joining.end());
    joining->deleteLater();
    if (!m_session)
        return;
    Namespace &nsp = joining->nsp();
    if (refusal) {
        sendRefusal(nsp.name(), *refusal);
        return;
    }
    Socket *socket = nsp.m_factory(*this, nsp);
    socket->m_recoveryRequest = recoveryRequest(joining->request().auth);
    m_sockets.push_back(socket);
    socket->connectRequested(joining->request());
}

// Lifetime ---------------------------------------------------------------------------------------

void ClientConnection::socketEnded(Socket *socket)
{
    m_sockets.erase(std::remove(m_sockets.begin(), m_sockets.end(), socket), m_sockets.end());
    // A session without a namespace must join one again, or it is closed.
    if (m_session && m_sockets.empty() && !m_connectTimeout.isActive())
        startConnectTimeout();
}

void ClientConnection::protocolError()
{
    qCDebug(lcSocketIo) << "a packet broke the rules, its session ends";
    m_endpoint.packetRefused();
    close(CloseReason::ParseError);
}

void ClientConnection::close(CloseReason reason)
{
    if (!m_session || !m_closeReason.isEmpty())
        return;
    m_closeReason = reason == CloseReason::ForcedClose ? QByteArrayLiteral("forced server close")
                                                       : engineio::closeReasonText(reason);
    m_session->close(reason);
    m_connectTimeout.stop();
    m_partial.clear();
    QMetaObject::invokeMethod(
        this, [this] { finish(m_closeReason); }, Qt::QueuedConnection);
}

void ClientConnection::disconnectClient()
{
    for (Socket *socket : m_sockets)
        socket->dismiss();
    close(CloseReason::ForcedClose);
}

void ClientConnection::abandon()
{
    close(CloseReason::TransportClose);
    finish(m_closeReason);
}

void ClientConnection::finish(const QByteArray &reason)
{
    Session *session = std::exchange(m_session, nullptr);
    if (!session)
        return;
    session->disconnect(this);
    m_connectTimeout.stop();
    m_partial.clear();
    // The reason for which we closed takes precedence over the session's.
    const QByteArray words = m_closeReason.isEmpty() ? reason : m_closeReason;
    // end() removes each from the list.
    m_ending = session;
    while (!m_sockets.empty())
        m_sockets.back()->end(words);
    m_ending = nullptr;
    deleteLater();
}

} // namespace parlance::socketio
