// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/serversession.h"

#include "engineio/logging.h"
#include "engineio/requesterror.h"
#include "engineio/websockettransport.h"

#include <utility>

namespace parlance::engineio {

namespace {

/// How long a closing session waits for polls that fetch the queued packets; as the reference
/// server.
constexpr std::chrono::seconds CloseTimeout{30};
/// Maximum of buffered bytes for a transport that counts as writable.
constexpr qint64 WritableBytes = 64 * 1024;
/// How long after a close packet the poll sent before it may arrive.
constexpr std::chrono::milliseconds lastPollGrace{20};

} // namespace

ServerSession::ServerSession(QByteArray sid, http::Request handshake, const Revision &revision,
                             const Options &options, TimerQueue &timers, Owner &owner,
                             QObject *parent)
    : Session(parent)
    , m_sid(std::move(sid))
    , m_handshake(std::move(handshake))
    , m_revision(revision)
    , m_options(options)
    , m_timers(timers)
    , m_owner(owner)
    , m_carrier(*this, revision, options, timers, this)
    , m_deadline(timers)
{
}

ServerSession::~ServerSession() = default;

void ServerSession::openPolling(const http::ExchangePtr &exchange)
{
    m_carrier.openPolling(m_handshake);
    start("\"websocket\"");
    m_carrier.handleRequest(exchange);
}

void ServerSession::openWebSocket(std::unique_ptr<websocket::Connection> connection)
{
    m_carrier.openWebSocket(m_handshake, std::move(connection));
    start({});
    if (m_revision.greetingDelay.count() == 0)
        return flush();
    m_silent = true;
    m_deadline.start(m_revision.greetingDelay, [this] { greet(); });
}

void ServerSession::greet()
{
    m_silent = false;
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
    m_heartbeat = m_revision.makeHeartbeat(*this, m_queue, m_timers,
                                           {m_options.pingInterval, m_options.pingTimeout});
}

void ServerSession::handleRequest(const http::ExchangePtr &exchange)
{
    if (!m_carrier.isUpgrading() || exchange->request().method != http::Method::Get) {
        serve(exchange);
        return;
    }
    // The client may have sent its "5" before this poll: read pending data of the WebSocket first.
    QMetaObject::invokeMethod(
        this, [this, exchange] { serve(exchange); }, Qt::QueuedConnection);
}

void ServerSession::serve(const http::ExchangePtr &exchange)
{
    if (m_state == State::Closed)
        exchange->reply(errorResponse(RequestError::SessionUnknown));
    else
        m_carrier.handleRequest(exchange);
}

void ServerSession::upgrade(const http::Request &handshake,
                            std::unique_ptr<websocket::Connection> connection)
{
    if (m_state == State::Closed || !m_carrier.mayUpgrade())
        closeWebSocket(std::move(connection), websocket::CloseNormal, {}, parent());
    else
        m_carrier.upgrade(handshake, std::move(connection));
}

ConnectionFacts ServerSession::facts() const
{
    const QByteArray userAgent = m_handshake.headers.value("User-Agent");
    const ByteCounts bytes = m_carrier.bytes();
    return {.userAgent = QString::fromUtf8(userAgent.left(ConnectionFacts::maxUserAgentBytes)),
            .transport = QString::fromLatin1(transport().name()),
            .roundTrip = m_roundTrip,
            .messagesIn = m_messagesIn,
            .messagesOut = m_messagesOut,
            .bytesIn = bytes.in,
            .bytesOut = bytes.out,
            .backlogBytes = m_queue.dataBytes() + transport().bufferedBytes()};
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
    return m_state == State::Open && transport().isReady() &&
           m_queue.bytes() + transport().bufferedBytes() < WritableBytes;
}

void ServerSession::send(OutgoingPacket packet)
{
    if (m_state != State::Open)
        return;
    if (packet.packet.type == PacketType::Message)
        ++m_messagesOut;
    m_queue.push(std::move(packet));
    if (transport().isStream()) {
        flush();
        return;
    }
    // A client whose transport is ready is not slow.
    if (m_queue.bytes() > m_options.maxBufferedBytes && transport().isReady())
        flush();
    if (m_queue.bytes() > m_options.maxBufferedBytes) {
        qCInfo(lcEngineIo) << "a client reads too slowly, its session ends";
        m_queue.clear();
        finish(CloseReason::SlowReader);
    } else if (transport().isReady()) {
        flushSoon();
    }
}

void ServerSession::flushSoon()
{
    // A poll's answer contains everything sent in this turn of the event loop, not only the first
    // packet.
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
    if (m_silent)
        return;
    if (!m_queue.isEmpty() && transport().isReady())
        transport().write(m_queue);
    if (m_state == State::Closing && m_queue.isEmpty() && transport().isReady())
        finish(m_reason);
}

// Delivery ---------------------------------------------------------------------------------------

void ServerSession::whenDelivered(Task delivered)
{
    if (m_state != State::Open)
        return;
    if (!m_deliveries.add(m_queue.pushed(), std::move(delivered))) {
        qCInfo(lcEngineIo) << "a client does not confirm what it is sent, its session ends";
        finish(CloseReason::SlowReader);
    } else if (m_deliveries.needsProof()) {
        askForProof();
    } else {
        // Nothing was sent since the last confirmation.
        QMetaObject::invokeMethod(
            this, [this] { confirm(0); }, Qt::QueuedConnection);
    }
}

/// Over polling the client's next poll confirms, without being asked.
void ServerSession::askForProof()
{
    if (m_state == State::Open && transport().isStream() && m_deliveries.needsProof())
        m_heartbeat->askFor(m_deliveries.wanted());
}

void ServerSession::confirm(quint64 position)
{
    m_deliveries.confirm(position);
    askForProof();
}

// Receiving --------------------------------------------------------------------------------------

Transport::Verdict ServerSession::packetReceived(const Packet &packet)
{
    using Verdict = Transport::Verdict;
    if (packet.type == PacketType::Close) {
        closeReceived();
        return Verdict::Over;
    }
    if (m_state != State::Open)
        return Verdict::Over;
    const auto proven = m_heartbeat->packetReceived(packet);
    if (!proven)
        return protocolError(CloseReason::TransportError);
    if (*proven > 0 && transport().isStream())
        confirm(*proven);
    switch (packet.type) {
    case PacketType::Open:
    case PacketType::Upgrade:
        return protocolError(CloseReason::TransportError);
    case PacketType::Message:
        ++m_messagesIn;
        Q_EMIT packet.binary ? binaryReceived(packet.data) : textReceived(packet.data);
        break;
    default:
        break;
    }
    if (m_state == State::Open)
        return Verdict::Taken;
    return m_reason == CloseReason::ParseError ? Verdict::Broken : Verdict::Over;
}

void ServerSession::closeReceived()
{
    if (m_state != State::Open || transport().isStream() || transport().isReady()) {
        finish(CloseReason::TransportClose);
        return;
    }
    // The poll that the client began earlier may arrive a moment later, on another connection: it
    // must end like any other.
    m_queue.clear();
    m_state = State::Closing;
    m_reason = CloseReason::TransportClose;
    stopListening();
    m_deadline.start(lastPollGrace, [this] { finish(m_reason); });
}

Transport::Verdict ServerSession::protocolError(CloseReason reason)
{
    m_owner.packetRefused();
    finish(reason);
    return Transport::Verdict::Broken;
}

void ServerSession::pollBegun()
{
    confirm(m_queue.taken());
    flush();
}

void ServerSession::pollsRead()
{
    confirm(m_queue.taken());
}

void ServerSession::pollToEnd()
{
    // Queued packets end the poll as well, and it may have ended.
    if (m_queue.isEmpty() && transport().isReady())
        m_queue.push({{PacketType::Noop, false, {}}, {}});
    flush();
}

void ServerSession::upgraded(const std::vector<Packet> &held)
{
    // It was received before these packets are sent, so it does not answer them.
    if (m_state == State::Open) {
        for (const Packet &packet : held)
            packetReceived(packet);
    }
    flush();
    askForProof();
}

void ServerSession::carrierEnded(CloseReason reason)
{
    if (reason == CloseReason::ParseError)
        m_owner.packetRefused();
    finish(reason);
}

void ServerSession::heartbeatDue(PacketType type, const QByteArray &data)
{
    send({{type, false, data}, {}});
}

void ServerSession::heartbeatReturned(std::optional<std::chrono::milliseconds> roundTrip)
{
    if (roundTrip)
        m_roundTrip = roundTrip;
    Q_EMIT heartbeatAnswered(roundTrip);
}

void ServerSession::heartbeatMissed()
{
    finish(CloseReason::PingTimeout);
}

// The end ----------------------------------------------------------------------------------------

void ServerSession::close(CloseReason reason)
{
    if (m_state != State::Open)
        return;
    if (reason != CloseReason::ForcedClose || transport().isStream()) {
        finish(reason);
        return;
    }
    m_state = State::Closing;
    m_reason = reason;
    stopListening();
    m_deadline.start(CloseTimeout, [this] { finish(m_reason); });
    flush();
}

void ServerSession::finish(CloseReason reason)
{
    if (m_state == State::Closed)
        return;
    // After its own close packet the client expects nothing more: only its poll has to end. Also,
    // one payload must not contain both: official clients handle a close before the messages that
    // precede it.
    const bool fits = transport().isStream() || m_queue.isEmpty();
    if (reason != CloseReason::TransportClose && fits)
        m_queue.push({{PacketType::Close, false, {}}, {}});
    m_state = State::Closed;
    m_reason = reason;
    stopListening();
    m_deadline.stop();
    if (transport().isReady())
        transport().write(m_queue);
    m_queue.clear();
    m_carrier.close(reason);
    m_owner.sessionFinished(this);
    QMetaObject::invokeMethod(
        this, [this] { emitClosed(); }, Qt::QueuedConnection);
}

void ServerSession::destroy()
{
    finish(CloseReason::ServerShutdown);
    emitClosed();
}

void ServerSession::stopListening()
{
    m_heartbeat.reset();
    m_deliveries.clear();
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
