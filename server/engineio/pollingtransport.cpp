// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/pollingtransport.h"

#include "engineio/logging.h"
#include "engineio/requesterror.h"

namespace parlance::engineio {

namespace {

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
    if (m_receiving || octets) {
        exchange->reply(errorResponse(RequestError::BadRequest));
        m_listener.transportEnded(this, CloseReason::TransportError);
        return;
    }
    if (receive(request.body) == Verdict::Broken)
        exchange->reply(errorResponse(RequestError::BadRequest));
    else
        // The reference's type: text/plain makes some old browsers offer a download.
        exchange->reply(plainResponse("ok", "text/html"));
}

Transport::Verdict PollingTransport::receive(const QByteArray &body)
{
    const auto packets = decodePayload(body);
    if (!packets) {
        m_listener.transportEnded(this, CloseReason::ParseError);
        return Verdict::Broken;
    }
    m_receiving = true;
    Verdict verdict = Verdict::Taken;
    for (const Packet &packet : *packets) {
        verdict = m_listener.packetReceived(this, packet);
        if (verdict != Verdict::Taken)
            break;
    }
    m_receiving = false;
    return verdict;
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
