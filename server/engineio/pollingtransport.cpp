// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/pollingtransport.h"

#include "engineio/logging.h"
#include "engineio/requesterror.h"

#include <algorithm>
#include <utility>

namespace parlance::engineio {

namespace {

/// How many packets one turn of the event loop handles; what a client says in earnest fits.
constexpr size_t packetsPerTurn = 64;

http::Response plainResponse(const QByteArray &body, const QByteArray &contentType)
{
    http::Response response;
    response.body = body;
    response.headers.add("Content-Type", contentType);
    response.headers.add("Cache-Control", "no-store");
    return response;
}

} // namespace

PollingTransport::PollingTransport(Listener &listener, qsizetype maxPayload)
    : m_listener(listener)
    , m_maxPayload(maxPayload)
{
}

PollingTransport::~PollingTransport()
{
    close(CloseReason::TransportClose);
}

void PollingTransport::handleRequest(const http::ExchangePtr &exchange)
{
    if (exchange->request().method == http::Method::Get)
        handlePoll(exchange);
    else
        handlePost(exchange);
}

void PollingTransport::write(PacketQueue &queue)
{
    if (m_poll && !queue.isEmpty())
        answerPoll(queue.takePayload(m_maxPayload));
}

void PollingTransport::close(CloseReason)
{
    // A close packet, where one is due, was the last that write() took; a GET that hangs on (the
    // client left or moved to a WebSocket) ends with nothing to say.
    if (m_poll)
        answerPoll(encodePacket({PacketType::Noop, false, {}}));
    // Inside receive() the verdict answers.
    if (m_post && !m_receiving)
        answerPost(Verdict::Broken);
}

void PollingTransport::handlePoll(const http::ExchangePtr &exchange)
{
    if (m_poll) {
        qCDebug(lcEngineIo) << "two polls at once";
        exchange->reply(errorResponse(RequestError::BadRequest));
        m_listener.transportEnded(this, CloseReason::TransportError);
        return;
    }
    m_poll = exchange;
    if (!exchange->isOpen()) {
        pollAborted();
        return;
    }
    exchange->onAborted([this] { pollAborted(); });
    m_listener.transportReady(this);
}

void PollingTransport::handlePost(const http::ExchangePtr &exchange)
{
    const http::Request &request = exchange->request();
    if (request.body.size() > m_maxPayload) {
        exchange->reply(http::Response::text("Payload too large", 413));
        return;
    }
    // Binary bodies were revision 3's; the reference server refuses them too.
    const bool octets =
        request.headers.value("Content-Type").toLower().startsWith("application/octet-stream");
    if (m_post || octets) {
        exchange->reply(errorResponse(RequestError::BadRequest));
        m_listener.transportEnded(this, CloseReason::TransportError);
        return;
    }
    auto packets = decodePayload(request.body);
    if (!packets) {
        m_listener.transportEnded(this, CloseReason::ParseError);
        exchange->reply(errorResponse(RequestError::BadRequest));
        return;
    }
    m_post = exchange;
    m_packets = *std::move(packets);
    m_nextPacket = 0;
    receive();
}

void PollingTransport::receive()
{
    m_receiving = true;
    Verdict verdict = Verdict::Taken;
    const size_t end = std::min(m_packets.size(), m_nextPacket + packetsPerTurn);
    while (verdict == Verdict::Taken && m_nextPacket < end)
        verdict = m_listener.packetReceived(this, m_packets[m_nextPacket++]);
    m_receiving = false;
    if (verdict == Verdict::Taken && m_nextPacket < m_packets.size())
        continueSoon();
    else
        answerPost(verdict);
}

void PollingTransport::continueSoon()
{
    QMetaObject::invokeMethod(
        &m_context,
        [this] {
            if (m_post)
                receive();
        },
        Qt::QueuedConnection);
}

void PollingTransport::answerPost(Verdict verdict)
{
    const http::ExchangePtr post = std::exchange(m_post, nullptr);
    m_packets = {};
    if (verdict == Verdict::Broken)
        post->reply(errorResponse(RequestError::BadRequest));
    else
        // The reference's type: text/plain makes some old browsers offer a download.
        post->reply(plainResponse("ok", "text/html"));
}

void PollingTransport::answerPoll(const QByteArray &payload)
{
    const http::ExchangePtr poll = std::move(m_poll);
    m_poll = nullptr;
    poll->reply(plainResponse(payload, "text/plain; charset=UTF-8"));
}

void PollingTransport::pollAborted()
{
    m_poll = nullptr;
    m_listener.transportEnded(this, CloseReason::TransportError);
}

} // namespace parlance::engineio
