// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/serversession.h"

#include "engineio/logging.h"
#include "engineio/requesterror.h"
#include "engineio/websockettransport.h"

namespace parlance::engineio {

namespace {

/// How long a closing session waits for polls that fetch what is queued; as the reference server.
constexpr std::chrono::seconds CloseTimeout{30};
/// What may wait for a transport that still counts as writable.
constexpr qint64 WritableBytes = 64 * 1024;

} // namespace

ServerSession::ServerSession(QByteArray sid, http::Request handshake, const Options &options,
                             TimerQueue &timers, Owner &owner, QObject *parent)
    : Session(parent)
    , m_sid(std::move(sid))
    , m_handshake(std::move(handshake))
    , m_options(options)
    , m_owner(owner)
    , m_heartbeat(timers)
    , m_upgradeDeadline(timers)
{
}

ServerSession::~ServerSession() = default;

void ServerSession::openPolling(const http::ExchangePtr &exchange)
{
    auto polling = std::make_unique<PollingTransport>(*this, m_options.maxPayload);
    m_polling = polling.get();
    m_transport = std::move(polling);
    start("\"websocket\"");
    m_polling->handleRequest(exchange);
}

void ServerSession::openWebSocket(std::unique_ptr<websocket::Connection> connection)
{
    m_transport = std::make_unique<WebSocketTransport>(*this, std::move(connection), this);
    start({});
    flush();
}

void ServerSession::start(const QByteArray &upgrades)
{
    const auto ms = [](std::chrono::milliseconds time) { return QByteArray::number(time.count()); };
    m_queue.push({{PacketType::Open, false,
                   "{\"sid\":\"" + m_sid + "\",\"upgrades\":[" + upgrades +
                       "],\"pingInterval\":" + ms(m_options.pingInterval) +
                       ",\"pingTimeout\":" + ms(m_options.pingTimeout) +
                       ",\"maxPayload\":" + QByteArray::number(m_options.maxPayload) + '}'},
                  {}});
    schedulePing();
}

void ServerSession::handleRequest(const http::ExchangePtr &exchange)
{
    if (m_polling)
        m_polling->handleRequest(exchange);
    else
        exchange->reply(errorResponse(RequestError::BadRequest));
}

// Sending ----------------------------------------------------------------------------------------

void ServerSession::sendText(const QByteArray &message)
{
    send({{PacketType::Message, false, message}, {}});
}

void ServerSession::sendBinary(const QByteArray &message)
{
    send({{PacketType::Message, true, message}, {}});
}

void ServerSession::sendShared(const QByteArray &message, const QByteArray &webSocketFrame)
{
    send({{PacketType::Message, false, message}, webSocketFrame});
}

void ServerSession::sendSharedBinary(const QByteArray &message, const QByteArray &webSocketFrame)
{
    send({{PacketType::Message, true, message}, webSocketFrame});
}

bool ServerSession::isWritable() const
{
    return m_state == State::Open && m_transport->isReady() &&
           m_queue.bytes() + m_transport->bufferedBytes() < WritableBytes;
}

void ServerSession::sendControl(PacketType type, const QByteArray &data)
{
    send({{type, false, data}, {}});
}

void ServerSession::send(OutgoingPacket packet)
{
    if (m_state != State::Open)
        return;
    m_queue.push(std::move(packet));
    if (m_transport->isStream()) {
        flush();
        return;
    }
    if (m_queue.bytes() > m_options.maxBufferedBytes) {
        qCInfo(lcEngineIo) << "a client reads too slowly, its session ends";
        m_queue.clear();
        finish(CloseReason::TransportError);
    } else if (m_transport->isReady()) {
        flushSoon();
    }
}

void ServerSession::flushSoon()
{
    // A poll's answer takes all that this turn of the event loop has to say, not only the first.
    if (m_flushScheduled)
        return;
    m_flushScheduled = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_flushScheduled = false;
            if (m_state != State::Closed)
                flush();
        },
        Qt::QueuedConnection);
}

void ServerSession::flush()
{
    if (!m_queue.isEmpty() && m_transport->isReady())
        m_transport->write(m_queue);
    if (m_state == State::Closing && m_queue.isEmpty() && m_transport->isReady())
        finish(m_reason);
}

// Receiving --------------------------------------------------------------------------------------

Transport::Verdict ServerSession::packetReceived(Transport *from, const Packet &packet)
{
    using Verdict = Transport::Verdict;
    if (from == m_probe.get()) {
        probePacketReceived(packet);
        return Verdict::Taken;
    }
    if (packet.type == PacketType::Close) {
        finish(CloseReason::TransportClose);
        return Verdict::Over;
    }
    if (m_state != State::Open)
        return Verdict::Over;
    switch (packet.type) {
    case PacketType::Message:
        Q_EMIT packet.binary ? binaryReceived(packet.data) : textReceived(packet.data);
        if (m_state == State::Open)
            return Verdict::Taken;
        return m_reason == CloseReason::ParseError ? Verdict::Broken : Verdict::Over;
    case PacketType::Pong:
        pongReceived();
        return Verdict::Taken;
    case PacketType::Noop:
        return Verdict::Taken;
    default:
        // Pings are the server's in this revision, and so is the opening.
        return breach(CloseReason::TransportError);
    }
}

Transport::Verdict ServerSession::breach(CloseReason reason)
{
    finish(reason);
    return Transport::Verdict::Broken;
}

void ServerSession::transportReady(Transport *)
{
    if (m_probed && m_queue.isEmpty())
        sendControl(PacketType::Noop);
    flush();
}

void ServerSession::transportEnded(Transport *transport, CloseReason reason)
{
    if (transport == m_probe.get())
        abandonUpgrade();
    else
        finish(reason);
}

// Heartbeat --------------------------------------------------------------------------------------

void ServerSession::schedulePing()
{
    m_heartbeat.start(m_options.pingInterval, [this] { ping(); });
}

void ServerSession::ping()
{
    m_awaitsPong = true;
    m_heartbeat.start(m_options.pingTimeout, [this] { finish(CloseReason::PingTimeout); });
    sendControl(PacketType::Ping);
}

void ServerSession::pongReceived()
{
    // One that nobody asked for must not put off the next ping.
    if (!m_awaitsPong)
        return;
    m_awaitsPong = false;
    schedulePing();
}

// Upgrade ----------------------------------------------------------------------------------------

void ServerSession::upgrade(std::unique_ptr<websocket::Connection> connection)
{
    if (m_state == State::Closed || !m_polling || m_probe) {
        closeWebSocket(std::move(connection), websocket::CloseNormal, {}, parent());
        return;
    }
    m_probe = std::make_unique<WebSocketTransport>(*this, std::move(connection), this);
    m_upgradeDeadline.start(m_options.upgradeTimeout, [this] { abandonUpgrade(); });
}

void ServerSession::probePacketReceived(const Packet &packet)
{
    if (packet.type == PacketType::Ping && packet.data == "probe")
        probed();
    else if (packet.type == PacketType::Upgrade && m_probed)
        completeUpgrade();
    else
        abandonUpgrade();
}

void ServerSession::probed()
{
    PacketQueue answer;
    answer.push({{PacketType::Pong, false, "probe"}, {}});
    m_probe->write(answer);
    m_probed = true;
    // The client waits for its poll to end before it upgrades.
    if (m_transport->isReady())
        transportReady(m_transport.get());
}

void ServerSession::completeUpgrade()
{
    m_upgradeDeadline.stop();
    m_probed = false;
    m_polling = nullptr;
    // A poll that still hangs ends with a noop; what it might have fetched goes to the WebSocket.
    m_transport->close(CloseReason::TransportClose);
    m_transport = std::move(m_probe);
    flush();
}

void ServerSession::abandonUpgrade()
{
    m_upgradeDeadline.stop();
    m_probed = false;
    if (const auto probe = std::move(m_probe))
        probe->close(CloseReason::TransportClose);
}

// The end ----------------------------------------------------------------------------------------

void ServerSession::close(CloseReason reason)
{
    if (m_state != State::Open)
        return;
    if (reason != CloseReason::ForcedClose || m_transport->isStream()) {
        finish(reason);
        return;
    }
    m_state = State::Closing;
    m_reason = reason;
    m_heartbeat.start(CloseTimeout, [this] { finish(m_reason); });
    flush();
}

void ServerSession::finish(CloseReason reason)
{
    if (m_state == State::Closed)
        return;
    // Its own close packet is the client's last word: only its poll has to end. And no payload
    // holds both: official clients obey a close before they look at the messages that stand before
    // it.
    const bool fits = m_transport->isStream() || m_queue.isEmpty();
    if (reason != CloseReason::TransportClose && fits)
        m_queue.push({{PacketType::Close, false, {}}, {}});
    m_state = State::Closed;
    m_reason = reason;
    m_heartbeat.stop();
    if (m_transport->isReady())
        m_transport->write(m_queue);
    m_queue.clear();
    abandonUpgrade();
    m_transport->close(reason);
    m_owner.sessionFinished(this);
    QMetaObject::invokeMethod(
        this, [this] { emitClosed(); }, Qt::QueuedConnection);
}

void ServerSession::destroy()
{
    finish(CloseReason::ServerShutdown);
    emitClosed();
}

void ServerSession::emitClosed()
{
    if (m_closedEmitted)
        return;
    m_closedEmitted = true;
    qCDebug(lcEngineIo) << "session closed:" << closeReasonText(m_reason).constData();
    Q_EMIT closed(m_reason);
    deleteLater();
}

} // namespace parlance::engineio
