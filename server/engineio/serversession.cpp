// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/serversession.h"

#include "engineio/logging.h"
#include "engineio/requesterror.h"
#include "engineio/upgrade.h"

#include <utility>

namespace parlance::engineio {

namespace {

/// How long a closing session waits for polls that fetch what is queued; as the reference server.
constexpr std::chrono::seconds CloseTimeout{30};
/// What may wait for a transport that still counts as writable.
constexpr qint64 WritableBytes = 64 * 1024;
/// How far a poll may lag behind the close packet that was sent after it.
constexpr std::chrono::milliseconds lastPollGrace{20};

/// How long a poll hangs that a client begins although it upgrades; as the reference server.
constexpr std::chrono::milliseconds noopInterval{100};

Encoding encodingFor(const Revision &revision, const http::Request &request)
{
    return {revision.codec, !request.queryValue(QStringLiteral("b64")).isEmpty()};
}

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
    , m_deadline(timers)
{
}

ServerSession::~ServerSession() = default;

void ServerSession::openPolling(const http::ExchangePtr &exchange)
{
    auto polling = std::make_unique<PollingTransport>(*this, encodingFor(m_revision, m_handshake),
                                                      m_options.maxPayload);
    m_polling = polling.get();
    m_transport = std::move(polling);
    start("\"websocket\"");
    m_polling->handleRequest(exchange);
}

void ServerSession::openWebSocket(std::unique_ptr<websocket::Connection> connection)
{
    m_transport = std::make_unique<WebSocketTransport>(*this, encodingFor(m_revision, m_handshake),
                                                       std::move(connection), this);
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
    if (!m_upgrade || exchange->request().method != http::Method::Get) {
        serve(exchange);
        return;
    }
    // The client may have sent its "5" before this poll: what is there on the WebSocket is read
    // first.
    QMetaObject::invokeMethod(
        this, [this, exchange] { serve(exchange); }, Qt::QueuedConnection);
}

void ServerSession::serve(const http::ExchangePtr &exchange)
{
    if (m_state == State::Closed)
        exchange->reply(errorResponse(RequestError::SessionUnknown));
    else if (m_polling)
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

void ServerSession::send(OutgoingPacket packet)
{
    if (m_state != State::Open)
        return;
    m_queue.push(std::move(packet));
    if (m_transport->isStream()) {
        flush();
        return;
    }
    // A client that waits is not slow.
    if (m_queue.bytes() > m_options.maxBufferedBytes && m_transport->isReady())
        flush();
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
    if (m_silent)
        return;
    if (!m_queue.isEmpty() && m_transport->isReady())
        m_transport->write(m_queue);
    if (m_state == State::Closing && m_queue.isEmpty() && m_transport->isReady())
        finish(m_reason);
}

// Delivered ---------------------------------------------------------------------------------------

void ServerSession::whenDelivered(std::function<void()> delivered)
{
    if (m_state != State::Open)
        return;
    if (!m_deliveries.add(m_queue.pushed(), std::move(delivered))) {
        qCInfo(lcEngineIo) << "a client does not confirm what it is sent, its session ends";
        finish(CloseReason::TransportError);
    } else if (m_deliveries.needsProof()) {
        askForProof();
    } else {
        // Nothing was sent since the last proof.
        QMetaObject::invokeMethod(
            this, [this] { confirm(0); }, Qt::QueuedConnection);
    }
}

/// Over polling the client's next poll is the proof, and it comes by itself.
void ServerSession::askForProof()
{
    if (m_state == State::Open && m_transport->isStream() && m_deliveries.needsProof())
        m_heartbeat->askFor(m_deliveries.wanted());
}

void ServerSession::confirm(quint64 position)
{
    m_deliveries.confirm(position);
    askForProof();
}

// Receiving --------------------------------------------------------------------------------------

Transport::Verdict ServerSession::packetReceived(Transport *from, const Packet &packet)
{
    using Verdict = Transport::Verdict;
    if (isProbe(from)) {
        probePacketReceived(packet);
        return Verdict::Taken;
    }
    if (packet.type == PacketType::Close) {
        closeReceived();
        return Verdict::Over;
    }
    if (m_state != State::Open)
        return Verdict::Over;
    const auto proven = m_heartbeat->packetReceived(packet);
    if (!proven)
        return breach(CloseReason::TransportError);
    if (*proven > 0 && m_transport->isStream())
        confirm(*proven);
    switch (packet.type) {
    case PacketType::Open:
    case PacketType::Upgrade:
        return breach(CloseReason::TransportError);
    case PacketType::Message:
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
    if (m_state != State::Open || !m_polling || m_polling->isReady()) {
        finish(CloseReason::TransportClose);
        return;
    }
    // The poll that the client has begun before may come a moment later, on another connection: it
    // is to end like any other.
    m_queue.clear();
    m_state = State::Closing;
    m_reason = CloseReason::TransportClose;
    stopListening();
    m_deadline.start(lastPollGrace, [this] { finish(m_reason); });
}

Transport::Verdict ServerSession::breach(CloseReason reason)
{
    finish(reason);
    return Transport::Verdict::Broken;
}

void ServerSession::transportReady(Transport *)
{
    // Who polls again has read the answers to the polls before.
    confirm(m_queue.taken());
    flush();
    if (m_upgrade && m_upgrade->step == Upgrade::Step::Probed && m_transport->isReady())
        endPoll();
}

void ServerSession::transportDrained(Transport *)
{
    if (m_upgrade && m_upgrade->step == Upgrade::Step::Completing)
        completeUpgrade();
}

void ServerSession::transportEnded(Transport *transport, CloseReason reason)
{
    if (isProbe(transport) && m_upgrade->step != Upgrade::Step::Completing)
        abandonUpgrade();
    else
        finish(reason);
}

void ServerSession::heartbeatDue(PacketType type, const QByteArray &data)
{
    send({{type, false, data}, {}});
}

void ServerSession::heartbeatMissed()
{
    finish(CloseReason::PingTimeout);
}

// Upgrade ----------------------------------------------------------------------------------------

void ServerSession::upgrade(const http::Request &handshake,
                            std::unique_ptr<websocket::Connection> connection)
{
    if (m_state == State::Closed || !m_polling || m_upgrade) {
        closeWebSocket(std::move(connection), websocket::CloseNormal, {}, parent());
        return;
    }
    m_upgrade = std::make_unique<Upgrade>(m_timers);
    m_upgrade->transport = std::make_unique<WebSocketTransport>(
        *this, encodingFor(m_revision, handshake), std::move(connection), this);
    m_upgrade->timeout.start(m_options.upgradeTimeout, [this] { abandonUpgrade(); });
}

bool ServerSession::isProbe(const Transport *transport) const
{
    return m_upgrade && m_upgrade->transport.get() == transport;
}

void ServerSession::probePacketReceived(const Packet &packet)
{
    using Step = Upgrade::Step;
    if (m_upgrade->step == Step::Completing) {
        if (!m_upgrade->hold(packet, m_options.maxPayload))
            finish(CloseReason::TransportError);
    } else if (packet.type == PacketType::Ping && packet.data == "probe") {
        probed();
    } else if (packet.type != PacketType::Upgrade || m_upgrade->step != Step::Probed) {
        abandonUpgrade();
    } else {
        upgradeRequested();
    }
}

void ServerSession::probed()
{
    PacketQueue answer;
    answer.push({{PacketType::Pong, false, "probe"}, {}});
    m_upgrade->transport->write(answer);
    m_upgrade->transport->flush();
    m_upgrade->step = Upgrade::Step::Probed;
    // The client waits for its poll to end before it upgrades.
    if (m_transport->isReady())
        endPoll();
}

/// The first at once; a client that polls on does not do so without a pause.
void ServerSession::endPoll()
{
    if (std::exchange(m_upgrade->pollEnded, true))
        m_upgrade->noop.start(noopInterval, [this] { sendNoop(); });
    else
        sendNoop();
}

void ServerSession::sendNoop()
{
    // What is queued ends the poll as well, and it may have ended.
    if (m_queue.isEmpty() && m_transport->isReady())
        m_queue.push({{PacketType::Noop, false, {}}, {}});
    flush();
}

void ServerSession::upgradeRequested()
{
    // The client has waited for its last poll to end. Whoever hears of it may end the session.
    confirm(m_queue.taken());
    if (!m_upgrade)
        return;
    if (!m_polling->isReceiving()) {
        completeUpgrade();
        return;
    }
    m_upgrade->step = Upgrade::Step::Completing;
    m_upgrade->timeout.stop();
}

void ServerSession::completeUpgrade()
{
    const auto upgrade = std::move(m_upgrade);
    m_polling = nullptr;
    // A poll that still hangs ends with a noop; what it might have fetched goes to the WebSocket.
    m_transport->close(CloseReason::TransportClose);
    m_transport = std::move(upgrade->transport);
    // It came before what is sent only now, and answers none of it.
    if (m_state == State::Open) {
        for (const Packet &packet : upgrade->held)
            packetReceived(m_transport.get(), packet);
    }
    flush();
    askForProof();
}

void ServerSession::abandonUpgrade()
{
    if (const auto upgrade = std::move(m_upgrade))
        upgrade->transport->close(CloseReason::TransportClose);
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
    stopListening();
    m_deadline.start(CloseTimeout, [this] { finish(m_reason); });
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
    stopListening();
    m_deadline.stop();
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
