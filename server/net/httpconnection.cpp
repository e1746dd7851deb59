// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpconnection.h"

#include "net/errorresponse.h"
#include "net/httpfrontend.h"
#include "net/log.h"
#include "net/wsfrontend.h"

#include <QPointer>

#include <utility>

namespace parlance::net {

namespace {

void setOrigin(http::Request &request, const ClientSocket &socket, const HttpServices &services)
{
    const TrustedProxies &proxies = services.proxies;
    request.secure = socket.isSecure();
    request.listenerTag = services.listenerTag;
    QByteArray forwarded;
    if (!proxies.isEmpty()) {
        forwarded = request.headers.combined("X-Forwarded-For");
        request.secure |= proxies.contains(socket.peer()) &&
                          proxies.isSecure(request.headers.combined("X-Forwarded-Proto"));
    }
    request.onLoopback = services.onLoopback && socket.peer().isLoopback();
    request.listener = services.listener;
    request.remoteAddress = proxies.client(socket.peer(), forwarded).toString();
}

} // namespace

HttpConnection::HttpConnection(std::unique_ptr<QTcpSocket> socket, const HttpServices &services)
    : m_services(services)
    , m_socket(std::move(socket), *this)
    , m_clock(services.timers, services.limits,
              [this](ClientClock::Phase overdue) { timeUp(overdue); })
    , m_writeStall(m_socket, services.timers, services.limits.writeTime)
    , m_parser(services.limits.guard)
    , m_replies(services.fields)
{
    m_clock.enter(phase(), m_requests);
}

HttpConnection::~HttpConnection()
{
    // Set first, so that handlers called from here find a closed connection.
    m_state = State::Gone;
    for (const auto &exchange : m_replies.takeOpen())
        exchange->abort();
}

void HttpConnection::refuse(const http::Rejection &rejection)
{
    reject(rejection);
    m_socket.flush();
    proceed();
}

void HttpConnection::shutDown()
{
    if (m_state != State::Open)
        return;
    m_state = State::Draining;
    m_rest.clear();
    proceed();
}

// Reading ----------------------------------------------------------------------------------------

bool HttpConnection::wantsRequests() const
{
    return m_state == State::Open && m_replies.size() < m_services.limits.outstanding &&
           m_socket.unsentBytes() <= m_services.limits.bufferedBytes;
}

void HttpConnection::readable()
{
    // A handler may run a nested event loop: requests must keep their order.
    if (m_reading || m_state == State::Gone)
        return;
    m_reading = true;
    if (!m_rest.isEmpty() && wantsRequests()) {
        const QByteArray rest = std::exchange(m_rest, {});
        readBytes(rest);
    }
    char buffer[16 * 1024];
    qint64 size = 0;
    while (wantsRequests() && (size = m_socket.read(buffer, sizeof buffer)) > 0)
        readBytes(QByteArrayView(buffer, size));
    if (m_state == State::Upgrading && m_socket.hasInput())
        reject({400, "Bytes came before the WebSocket was open"});
    m_reading = false;
    // One send for everything answered in this turn.
    if (m_state != State::Gone && m_socket.unsentBytes() > 0)
        m_socket.flush();
    proceed();
}

void HttpConnection::readBytes(QByteArrayView bytes)
{
    m_clock.addBytes(bytes.size());
    while (!bytes.isEmpty() && wantsRequests()) {
        const auto state = m_parser.feed(bytes);
        if (state == http::RequestParser::State::Complete)
            takeRequest(m_parser.take(), !bytes.isEmpty());
        else if (state == http::RequestParser::State::Rejected)
            reject(m_parser.rejection(), m_parser.target());
    }
    if (m_state == State::Open)
        m_rest.append(bytes);
}

void HttpConnection::takeRequest(http::RawRequest raw, bool bytesFollow)
{
    ++m_requests;
    m_continued = false;
    auto request = m_services.frontend.parse(raw);
    if (!request) {
        reject({400, "The request target is malformed"}, raw.target);
        return;
    }
    setOrigin(*request, m_socket, m_services);
    if (const auto refused = m_services.refusal ? m_services.refusal(*request) : std::nullopt)
        return refuseRequest(std::move(raw), *request, *refused);
    if (raw.webSocketUpgrade) {
        startUpgrade(raw, std::move(*request), bytesFollow);
        return;
    }
    if (!raw.keepAlive)
        m_state = State::Draining;
    const quint64 id = m_replies.add(raw, &*request);
    const auto exchange = std::make_shared<http::Exchange>(
        std::move(*request), [self = QPointer(this), id](const http::Response *response) {
            if (self && response)
                self->complete(id, *response);
            else if (self)
                self->complete(id, errorResponse(500, "Something went wrong in the server"));
        });
    m_replies.setExchange(id, exchange);
    m_services.dispatch(exchange);
}

void HttpConnection::refuseRequest(http::RawRequest raw, const http::Request &request,
                                   const http::Response &response)
{
    m_services.counters->rejections.add(response.status);
    raw.keepAlive = false;
    m_state = State::Draining;
    complete(m_replies.add(raw, &request), response);
}

void HttpConnection::startUpgrade(const http::RawRequest &raw, http::Request request,
                                  bool bytesFollow)
{
    if (bytesFollow || !m_replies.isEmpty() || m_socket.hasInput()) {
        reject({400, "A WebSocket handshake must stand alone"});
        return;
    }
    if (const auto refused = m_services.webSockets.refusal(request)) {
        refuseRequest(raw, request, *refused);
        return;
    }
    m_state = State::Upgrading;
    const auto handshake = std::make_shared<const http::Request>(std::move(request));
    m_services.webSockets.answer(*handshake,
                                 [self = QPointer(this), handshake](const QByteArray &answer) {
                                     if (self)
                                         self->finishUpgrade(*handshake, answer);
                                 });
}

void HttpConnection::finishUpgrade(const http::Request &handshake, const QByteArray &answer)
{
    if (m_state != State::Upgrading)
        return;
    if (answer.isEmpty() || m_socket.hasInput()) {
        reject({400, "The WebSocket handshake failed"});
        return;
    }
    m_services.counters->responses.add(101);
    m_socket.write(answer);
    auto socket = m_socket.take();
    finish();
    m_services.webSockets.accept(handshake, std::move(socket));
}

// Answering --------------------------------------------------------------------------------------

void HttpConnection::complete(quint64 id, const http::Response &response)
{
    if (m_state == State::Gone || !m_replies.complete(id, response))
        return;
    m_services.counters->responses.add(response.status);
    while (m_state != State::Gone && m_replies.isNextDone())
        m_socket.write(m_replies.takeNext());
    // While reading, the end of the turn calls it.
    if (!m_reading)
        proceed();
}

void HttpConnection::reject(const http::Rejection &rejection, const QByteArray &target)
{
    qCDebug(lcNet, "Request refused with %d: %s", rejection.status, rejection.reason);
    m_services.counters->rejections.add(rejection.status);
    http::RawRequest raw;
    raw.keepAlive = false;
    m_rest.clear();
    m_state = State::Draining;
    complete(m_replies.add(raw, nullptr),
             errorResponse(rejection.status, rejection.reason, target));
}

/// RFC 9110 section 10.1.1; an interim response too must wait until the earlier ones are written.
void HttpConnection::writeContinue()
{
    if (m_continued || m_state != State::Open || !m_replies.isEmpty() || !m_parser.wantsContinue())
        return;
    m_continued = true;
    m_socket.write("HTTP/1.1 100 Continue\r\n\r\n");
}

/// Call it after anything that may have changed pending answers or input.
void HttpConnection::proceed()
{
    if (m_state == State::Gone)
        return;
    writeContinue();
    if (m_state == State::Draining && m_replies.isEmpty() && m_socket.endWriting())
        m_state = State::Lingering;
    if (m_state == State::Lingering)
        m_socket.discardInput(m_services.limits.lingerBytes);
    if (m_state == State::Gone)
        return;
    // Input that waited for a free slot or for buffer space is not processed at once: this may be
    // inside a handler's reply(), which must not be re-entered.
    const bool waits = m_state == State::Open && (!m_rest.isEmpty() || m_socket.mayHaveInput());
    if (waits && !m_reading && wantsRequests())
        m_socket.readSoon();
    else if (waits && !m_reading)
        m_socket.watchWritten();
    m_writeStall.watch();
    m_clock.enter(phase(), m_requests);
}

// Timeouts and the end --------------------------------------------------------------------------

ClientClock::Phase HttpConnection::phase() const
{
    using Parsing = http::RequestParser::State;
    using Phase = ClientClock::Phase;
    switch (m_state) {
    case State::Upgrading:
        return Phase::Upgrade;
    case State::Lingering:
        return Phase::Linger;
    case State::Draining:
    case State::Gone:
        return Phase::None;
    case State::Open:
        break;
    }
    // No timeout: the client waits for the server, which is not reading.
    if (!wantsRequests() || !m_rest.isEmpty())
        return Phase::None;
    if (m_parser.state() == Parsing::Head)
        return Phase::Head;
    if (m_parser.state() == Parsing::Body)
        return Phase::Body;
    if (!m_replies.isEmpty())
        return Phase::None;
    return m_requests == 0 ? Phase::FirstByte : Phase::Idle;
}

void HttpConnection::timeUp(ClientClock::Phase overdue)
{
    using Phase = ClientClock::Phase;
    switch (overdue) {
    case Phase::None:
        m_clock.enter(phase(), m_requests);
        break;
    case Phase::Head:
    case Phase::Body:
        reject({408, "The request took too long"});
        break;
    case Phase::Linger:
        m_socket.drop("does not hang up");
        break;
    case Phase::Upgrade:
        reject({503, "The WebSocket could not be opened in time"});
        break;
    case Phase::FirstByte:
    case Phase::Idle:
        shutDown();
        break;
    }
}

void HttpConnection::lost()
{
    if (m_state == State::Gone)
        return;
    const auto open = m_replies.takeOpen();
    finish();
    for (const auto &exchange : open)
        exchange->abort();
}

void HttpConnection::finish()
{
    m_state = State::Gone;
    m_clock.stop();
    m_writeStall.stop();
    Q_EMIT finished();
}

} // namespace parlance::net
