// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpconnection.h"

#include "net/errorresponse.h"
#include "net/httpfrontend.h"
#include "net/log.h"
#include "net/wsfrontend.h"
#include "websocket/bytestream.h"

#include <QPointer>
#include <QSslSocket>

#include <utility>

/// Reading and answering. The time is kept in httptiming.cpp.
namespace parlance::net {

namespace {

constexpr qint64 readBufferBytes = 64 * 1024;

} // namespace

HttpConnection::HttpConnection(std::unique_ptr<QTcpSocket> socket, const HttpServices &services)
    : m_services(services)
    , m_socket(std::move(socket))
    , m_peer(normalizedAddress(m_socket->peerAddress()))
    , m_parser(services.limits.guard)
    , m_secure(isTls(*m_socket))
    , m_deadline(services.timers)
    , m_writeDeadline(services.timers)
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setReadBufferSize(readBufferBytes);
    watchSocket();
    watch();
    // What came with the handshake of TLS was announced to nobody.
    if (m_secure)
        attendSoon();
}

HttpConnection::~HttpConnection()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    for (const auto &exchange : m_replies.takeOpen())
        exchange->abort();
}

void HttpConnection::watchSocket()
{
    if (m_secure) {
        connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpConnection::attendSoon);
        connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpConnection::attendSoon);
    } else {
        connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpConnection::readSocket);
        connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpConnection::lost);
    }
}

/// For TLS (see isTls()): what came is read, and that it ended is noticed, in a later turn.
void HttpConnection::attendSoon()
{
    if (std::exchange(m_attending, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_attending = false;
            if (m_state != State::Gone && m_socket->isOpen())
                readSocket();
            if (m_state != State::Gone && m_socket->state() == QAbstractSocket::UnconnectedState)
                lost();
        },
        Qt::QueuedConnection);
}

void HttpConnection::refuse(const http::Rejection &rejection)
{
    reject(rejection);
    m_socket->flush();
    afterAnswer();
}

void HttpConnection::shutDown()
{
    if (m_state != State::Open)
        return;
    m_state = State::Draining;
    m_rest.clear();
    afterAnswer();
}

bool HttpConnection::wantsRequests() const
{
    return m_state == State::Open && m_replies.size() < m_services.limits.outstanding &&
           unsentBytes(*m_socket) <= m_services.limits.bufferedBytes;
}

void HttpConnection::readSocket()
{
    // A handler may run an event loop of its own: requests keep their order all the same.
    if (m_reading)
        return;
    m_reading = true;
    if (!m_rest.isEmpty() && wantsRequests()) {
        const QByteArray rest = std::exchange(m_rest, {});
        readBytes(rest);
    }
    char buffer[16 * 1024];
    qint64 size = 0;
    while (wantsRequests() && (size = m_socket->read(buffer, sizeof buffer)) > 0)
        readBytes(QByteArrayView(buffer, size));
    if (m_state == State::Upgrading && m_socket->bytesAvailable() > 0)
        reject({400, "Bytes came before the WebSocket was open"});
    m_reading = false;
    // One send for all that this turn has answered.
    if (m_state != State::Gone && unsentBytes(*m_socket) > 0)
        m_socket->flush();
    afterAnswer();
}

void HttpConnection::readBytes(QByteArrayView bytes)
{
    m_readInPhase += bytes.size();
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

void HttpConnection::setOrigin(http::Request &request) const
{
    const TrustedProxies &proxies = m_services.proxies;
    request.secure = m_secure;
    request.dialect = m_services.dialect;
    QByteArray forwarded;
    if (!proxies.isEmpty()) {
        forwarded = request.headers.combined("X-Forwarded-For");
        request.secure |= proxies.contains(m_peer) &&
                          proxies.isSecure(request.headers.combined("X-Forwarded-Proto"));
    }
    request.onLoopback = m_services.onLoopback && m_peer.isLoopback();
    request.listener = m_services.listener;
    request.remoteAddress = proxies.client(m_peer, forwarded).toString();
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
    setOrigin(*request);
    if (raw.webSocketUpgrade) {
        startUpgrade(raw, std::move(*request), bytesFollow);
        return;
    }
    const quint64 id = addSlot(raw, &*request);
    const auto exchange = std::make_shared<http::Exchange>(
        std::move(*request), [self = QPointer(this), id](const http::Response &response) {
            if (self)
                self->complete(id, response);
        });
    m_replies.find(id)->exchange = exchange;
    m_services.dispatch(exchange);
}

quint64 HttpConnection::addSlot(const http::RawRequest &raw, const http::Request *request)
{
    ReplyQueue::Slot slot;
    slot.head = raw.method == http::Method::Head;
    slot.keepAlive = raw.keepAlive;
    if (request)
        slot.cors = m_services.fields.corsRequest(*request);
    if (!raw.keepAlive)
        m_state = State::Draining;
    return m_replies.add(std::move(slot));
}

void HttpConnection::reject(const http::Rejection &rejection, const QByteArray &target)
{
    qCDebug(lcNet, "Request refused with %d: %s", rejection.status, rejection.reason);
    http::RawRequest raw;
    raw.keepAlive = false;
    m_rest.clear();
    m_handshake.reset();
    complete(addSlot(raw, nullptr), errorResponse(rejection.status, rejection.reason, target));
}

void HttpConnection::complete(quint64 id, const http::Response &response)
{
    ReplyQueue::Slot *slot = m_replies.find(id);
    if (m_state == State::Gone || !slot || slot->done)
        return;
    slot->bytes = http::serialize(response, slot->keepAlive, slot->head,
                                  m_services.fields.linesFor(response, slot->cors));
    slot->done = true;
    writeAnswers();
    // While reading, the end of the turn does the rest.
    if (!m_reading)
        afterAnswer();
}

void HttpConnection::writeAnswers()
{
    while (m_state != State::Gone && m_replies.isNextDone())
        write(m_replies.takeNext().bytes);
}

void HttpConnection::write(const QByteArray &bytes)
{
    m_queuedBytes += bytes.size();
    m_socket->write(bytes);
}

/// RFC 9110 section 10.1.1; an interim answer too waits until those before it are written.
void HttpConnection::writeContinue()
{
    if (m_continued || m_state != State::Open || !m_replies.isEmpty() || !m_parser.wantsContinue())
        return;
    m_continued = true;
    write("HTTP/1.1 100 Continue\r\n\r\n");
}

void HttpConnection::afterAnswer()
{
    if (m_state == State::Gone)
        return;
    writeContinue();
    if (m_state == State::Draining && m_replies.isEmpty())
        linger();
    if (m_state == State::Lingering)
        discardInput();
    if (m_state == State::Gone)
        return;
    resumeSoon();
    watchWriting();
    watch();
}

/// Takes up what waited for a free slot or for room in the buffer; not at once, since we may be
/// inside the reply() of somebody who does not expect to be called.
void HttpConnection::resumeSoon()
{
    const bool waits = m_state == State::Open && (!m_rest.isEmpty() || unreadBytes(*m_socket) > 0);
    if (!waits || m_resuming || m_reading)
        return;
    if (wantsRequests()) {
        m_resuming = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_resuming = false;
                if (m_state == State::Open)
                    readSocket();
            },
            Qt::QueuedConnection);
    } else {
        watchWritten();
    }
}

/// Most answers fit into the kernel's buffer: only who waits for room listens.
void HttpConnection::watchWritten()
{
    if (std::exchange(m_watchesWritten, true))
        return;
    // A QSslSocket calls written what it has merely encrypted.
    const auto *tls = qobject_cast<QSslSocket *>(m_socket.get());
    if (tls && tls->isEncrypted())
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &HttpConnection::attendSoon);
    else if (tls)
        connect(tls, &QTcpSocket::bytesWritten, this, &HttpConnection::attendSoon);
    else
        connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &HttpConnection::afterAnswer);
}

void HttpConnection::linger()
{
    if (unsentBytes(*m_socket) > 0) {
        watchWritten();
        return;
    }
    m_state = State::Lingering;
    m_readInPhase = 0;
    m_socket->disconnect(this);
    m_socket = shutDownWriting(std::move(m_socket));
    watchSocket();
    if (m_secure)
        attendSoon();
}

void HttpConnection::discardInput()
{
    m_readInPhase += m_socket->skip(m_socket->bytesAvailable());
    if (m_readInPhase > m_services.limits.lingerBytes)
        drop("sends on after its last answer");
}

void HttpConnection::startUpgrade(const http::RawRequest &raw, http::Request request,
                                  bool bytesFollow)
{
    if (bytesFollow || !m_replies.isEmpty() || m_socket->bytesAvailable() > 0) {
        reject({400, "A WebSocket handshake must stand alone"});
        return;
    }
    if (const auto refused = m_services.webSockets.refusal(request)) {
        http::RawRequest last = raw;
        last.keepAlive = false;
        complete(addSlot(last, &request), *refused);
        return;
    }
    m_state = State::Upgrading;
    m_handshake = std::make_unique<http::Request>(std::move(request));
    m_services.webSockets.answer(*m_handshake, [self = QPointer(this)](const QByteArray &answer) {
        if (self)
            self->finishUpgrade(answer);
    });
}

void HttpConnection::finishUpgrade(const QByteArray &answer)
{
    if (m_state != State::Upgrading)
        return;
    if (answer.isEmpty() || m_socket->bytesAvailable() > 0) {
        reject({400, "The WebSocket handshake failed"});
        return;
    }
    m_socket->write(answer);
    m_socket->disconnect(this);
    const auto handshake = std::move(m_handshake);
    auto socket = std::move(m_socket);
    finish();
    m_services.webSockets.accept(*handshake, std::move(socket));
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
    m_deadline.stop();
    m_writeDeadline.stop();
    Q_EMIT finished();
}

} // namespace parlance::net
