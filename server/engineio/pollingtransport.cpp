// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/pollingtransport.h"

#include "engineio/logging.h"
#include "engineio/requesterror.h"

#include <utility>

namespace parlance::engineio {

namespace {

/// Limits for one client in one turn of the event loop: bytes of a body, and packets. Ordinary
/// POSTs are below them.
constexpr qsizetype bytesPerTurn = qsizetype(64) * 1024;
constexpr int packetsPerTurn = 64;

http::Response plainResponse(const QByteArray &body, const QByteArray &contentType)
{
    http::Response response;
    response.body = body;
    response.headers.add("Content-Type", contentType);
    response.headers.add("Cache-Control", "no-store");
    return response;
}

bool isBinary(const http::Request &post)
{
    const QByteArray type = post.headers.value("Content-Type").toLower();
    return type.startsWith("application/octet-stream");
}

} // namespace

PollingTransport::PollingTransport(Listener &listener, const Encoding &encoding,
                                   qsizetype maxPayload)
    : m_listener(listener)
    , m_encoding(encoding)
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
        answerPoll(queue.takePayload(m_encoding.codec, m_maxPayload));
}

void PollingTransport::close(CloseReason)
{
    // A close packet, if any, was the last one that write() took. A GET that is still open (the
    // client disconnected or moved to a WebSocket) ends with a noop.
    if (m_poll)
        answerPoll({{{PacketType::Noop, false, {}}, {}}});
    // Inside receive() the verdict determines the answer.
    if (m_post && !m_receiving)
        answerPost(Verdict::Broken);
}

void PollingTransport::handlePoll(const http::ExchangePtr &exchange)
{
    if (m_poll) {
        qCDebug(lcEngineIo) << "two polls at once";
        refuse(exchange);
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
    const bool binary = isBinary(request);
    if (m_post || (binary && !m_encoding.codec.takesBinaryBodies())) {
        refuse(exchange);
        return;
    }
    m_post = exchange;
    m_bytes.in += quint64(request.body.size());
    m_body = PayloadReader(m_encoding.codec, request.body, binary);
    receive();
}

void PollingTransport::refuse(const http::ExchangePtr &exchange)
{
    exchange->reply(errorResponse(RequestError::BadRequest));
    m_listener.transportEnded(this, CloseReason::TransportError);
}

void PollingTransport::receive()
{
    m_body.check(bytesPerTurn);
    switch (m_body.state()) {
    case PayloadReader::State::Checking:
        continueSoon();
        break;
    case PayloadReader::State::Sound:
        receivePackets();
        break;
    case PayloadReader::State::Broken:
        // Closing answers the POST.
        m_listener.transportEnded(this, CloseReason::ParseError);
        break;
    }
}

void PollingTransport::receivePackets()
{
    m_receiving = true;
    Verdict verdict = Verdict::Taken;
    const qsizetype bytesBefore = m_body.bytesLeft();
    for (int i = 0; i < packetsPerTurn && verdict == Verdict::Taken && !m_body.atEnd(); ++i) {
        if (bytesBefore - m_body.bytesLeft() >= bytesPerTurn)
            break;
        verdict = m_listener.packetReceived(this, m_body.next());
    }
    m_receiving = false;
    if (verdict == Verdict::Taken && !m_body.atEnd())
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
    m_body = {};
    // The reference server's type: text/plain makes some old browsers offer a download.
    const http::Response response = verdict == Verdict::Broken
                                        ? errorResponse(RequestError::BadRequest)
                                        : plainResponse("ok", "text/html");
    m_bytes.out += quint64(response.body.size());
    post->reply(response);
    // The call may destroy this transport.
    if (verdict != Verdict::Broken)
        m_listener.transportDrained(this);
}

void PollingTransport::answerPoll(const std::vector<OutgoingPacket> &packets)
{
    const http::ExchangePtr poll = std::exchange(m_poll, nullptr);
    const Payload payload = m_encoding.codec.encodePayload(packets, m_encoding.base64);
    m_bytes.out += quint64(payload.body.size());
    poll->reply(plainResponse(payload.body, payload.binary ? "application/octet-stream"
                                                           : "text/plain; charset=UTF-8"));
}

void PollingTransport::pollAborted()
{
    m_poll = nullptr;
    m_listener.transportEnded(this, CloseReason::TransportError);
}

} // namespace parlance::engineio
