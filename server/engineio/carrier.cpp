// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/carrier.h"

#include "engineio/requesterror.h"
#include "engineio/upgrade.h"

#include <utility>

namespace parlance::engineio {

namespace {

/// How long a poll stays open that a client begins during its upgrade; as the reference server.
constexpr std::chrono::milliseconds noopInterval{100};

Encoding encodingFor(const Revision &revision, const http::Request &request)
{
    return {revision.codec, !request.queryValue(QStringLiteral("b64")).isEmpty()};
}

} // namespace

Carrier::Carrier(Listener &listener, const Revision &revision, const Options &options,
                 TimerQueue &timers, QObject *context)
    : m_listener(listener)
    , m_revision(revision)
    , m_options(options)
    , m_timers(timers)
    , m_context(context)
{
}

Carrier::~Carrier() = default;

void Carrier::openPolling(const http::Request &handshake)
{
    auto polling = std::make_unique<PollingTransport>(*this, encodingFor(m_revision, handshake),
                                                      m_options.maxPayload);
    m_polling = polling.get();
    m_transport = std::move(polling);
}

void Carrier::openWebSocket(const http::Request &handshake,
                            std::unique_ptr<websocket::Connection> connection)
{
    m_transport = std::make_unique<WebSocketTransport>(*this, encodingFor(m_revision, handshake),
                                                       std::move(connection), m_context);
}

void Carrier::handleRequest(const http::ExchangePtr &exchange)
{
    if (m_polling)
        m_polling->handleRequest(exchange);
    else
        exchange->reply(errorResponse(RequestError::BadRequest));
}

ByteCounts Carrier::bytes() const
{
    const ByteCounts current = m_transport->bytes();
    return {m_polled.in + current.in, m_polled.out + current.out};
}

void Carrier::close(CloseReason reason)
{
    abandonUpgrade();
    m_transport->close(reason);
}

// The transports ---------------------------------------------------------------------------------

Transport::Verdict Carrier::packetReceived(Transport *from, const Packet &packet)
{
    if (!isProbe(from))
        return m_listener.packetReceived(packet);
    probePacketReceived(packet);
    return Transport::Verdict::Taken;
}

void Carrier::transportReady(Transport *)
{
    m_listener.pollBegun();
    if (m_upgrade && m_upgrade->step == Upgrade::Step::Probed && m_transport->isReady())
        endPoll();
}

void Carrier::transportDrained(Transport *)
{
    if (m_upgrade && m_upgrade->step == Upgrade::Step::Completing)
        completeUpgrade();
}

void Carrier::transportEnded(Transport *transport, CloseReason reason)
{
    if (isProbe(transport) && m_upgrade->step != Upgrade::Step::Completing)
        abandonUpgrade();
    else
        m_listener.carrierEnded(reason);
}

// Upgrade ----------------------------------------------------------------------------------------

void Carrier::upgrade(const http::Request &handshake,
                      std::unique_ptr<websocket::Connection> connection)
{
    m_upgrade = std::make_unique<Upgrade>(m_timers);
    m_upgrade->transport = std::make_unique<WebSocketTransport>(
        *this, encodingFor(m_revision, handshake), std::move(connection), m_context);
    m_upgrade->timeout.start(m_options.upgradeTimeout, [this] { abandonUpgrade(); });
}

bool Carrier::isProbe(const Transport *transport) const
{
    return m_upgrade && m_upgrade->transport.get() == transport;
}

void Carrier::probePacketReceived(const Packet &packet)
{
    using Step = Upgrade::Step;
    if (m_upgrade->step == Step::Completing) {
        if (!m_upgrade->hold(packet, m_options.maxPayload))
            m_listener.carrierEnded(CloseReason::TransportError);
    } else if (packet.type == PacketType::Ping && packet.data == "probe") {
        probed();
    } else if (packet.type != PacketType::Upgrade || m_upgrade->step != Step::Probed) {
        abandonUpgrade();
    } else {
        upgradeRequested();
    }
}

void Carrier::probed()
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

/// The first poll ends at once; later ones are delayed, so that the client does not poll in a tight
/// loop.
void Carrier::endPoll()
{
    if (std::exchange(m_upgrade->pollEnded, true))
        m_upgrade->noop.start(noopInterval, [this] { m_listener.pollToEnd(); });
    else
        m_listener.pollToEnd();
}

void Carrier::upgradeRequested()
{
    // The client has waited for its last poll to end. The listener may end the session in this
    // call.
    m_listener.pollsRead();
    if (!m_upgrade)
        return;
    if (!m_polling->isReceiving()) {
        completeUpgrade();
        return;
    }
    m_upgrade->step = Upgrade::Step::Completing;
    m_upgrade->timeout.stop();
}

void Carrier::completeUpgrade()
{
    const auto upgrade = std::move(m_upgrade);
    m_polling = nullptr;
    // An open poll ends with a noop; the queued packets are sent over the WebSocket.
    m_transport->close(CloseReason::TransportClose);
    m_polled = m_transport->bytes();
    m_transport = std::move(upgrade->transport);
    m_listener.upgraded(upgrade->held);
}

void Carrier::abandonUpgrade()
{
    if (const auto upgrade = std::move(m_upgrade))
        upgrade->transport->close(CloseReason::TransportClose);
}

} // namespace parlance::engineio
