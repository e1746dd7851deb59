// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocket/connection.h"

#include "websocket/bytestream.h"
#include "websocket/connection_p.h"
#include "websocket/gracefulclose.h"

#include <QLoggingCategory>
#include <QPointer>

#include <utility>

namespace parlance::websocket {

namespace {

Q_LOGGING_CATEGORY(lcWebSocket, "parlance.websocket")

constexpr quint16 NoCode = 1005;
constexpr quint16 NoHandshake = 1006;
constexpr qint64 readBufferBytes = 64 * 1024;
/// Limit of messages and control frames handled in one turn of the event loop: a peer that sends
/// thousands of small ones must not block the other connections.
constexpr int framesPerTurn = 64;
/// Limit of message bytes in one turn, counted after inflating: a frame of 1 KB may contain a
/// megabyte to inflate, to validate and to answer. The message that exceeds it is the turn's last.
constexpr qsizetype bytesPerTurn = 256 * 1024;

/// Adds a compressor if the connection compresses and has none.
Options completed(Options options)
{
    if (options.deflate && !options.compressor)
        options.compressor = std::make_shared<Compressor>();
    return options;
}

} // namespace

Connection::Private::Private(Connection *connection, std::unique_ptr<QTcpSocket> tcp,
                             TimerQueue &timers, const Options &chosen)
    : q(connection)
    , options(completed(chosen))
    , socket(std::move(tcp))
    , m_decoder(chosen.maxMessageBytes, chosen.deflate)
    , m_closeDeadline(timers)
    , m_heartbeat(timers)
{
    socket->setReadBufferSize(readBufferBytes);
    watchSocket();
    // Bytes received earlier are read in a later turn, after the owner has connected its slots.
    readLater();
}

Connection::Private::~Private()
{
    if (!socket)
        return;
    socket->disconnect(q);
    if (state == State::Open)
        socket->abort();
    // Otherwise a close frame may still be buffered.
    closeGracefully(std::move(socket), options.closeTimeout);
}

void Connection::Private::watchSocket()
{
    if (isTls(*socket)) {
        connect(socket.get(), &QTcpSocket::readyRead, q, [this] { readLater(); });
        connect(socket.get(), &QTcpSocket::disconnected, q, [this] { readLater(); });
    } else {
        connect(socket.get(), &QTcpSocket::readyRead, q, [this] { read(); });
        connect(socket.get(), &QTcpSocket::disconnected, q, [this] { lost(); });
    }
}

void Connection::Private::read()
{
    // A slot may run a nested event loop: bytes must keep their order.
    if (m_reading || m_readsLater)
        return;
    m_reading = true;
    m_framesLeft = framesPerTurn;
    m_bytesLeft = bytesPerTurn;
    const QPointer<Connection> alive(q);
    const QByteArray rest = std::exchange(m_rest, {});
    readBytes(rest, alive);
    char buffer[16 * 1024];
    qint64 size = 0;
    while (alive && state != State::Ended && !turnIsOver() && socket->isOpen() &&
           (size = socket->read(buffer, sizeof buffer)) > 0) {
        bytesIn += quint64(size);
        readBytes(QByteArrayView(buffer, size), alive);
    }
    if (!alive)
        return;
    m_reading = false;
    if (turnIsOver() && state != State::Ended)
        readLater();
}

void Connection::Private::readLater()
{
    if (std::exchange(m_readsLater, true))
        return;
    QMetaObject::invokeMethod(
        q,
        [this] {
            m_readsLater = false;
            const QPointer<Connection> alive(q);
            read();
            // The connection may have been lost before all was read.
            if (alive && !m_reading && socket &&
                socket->state() == QAbstractSocket::UnconnectedState)
                lost();
        },
        Qt::QueuedConnection);
}

void Connection::Private::readBytes(QByteArrayView bytes, const QPointer<Connection> &alive)
{
    // Any bytes count as an answer, because a large message may take long.
    if (m_pinged && !bytes.isEmpty())
        awaitPing();
    while (alive && (state == State::Open || state == State::Closing)) {
        if (turnIsOver()) {
            m_rest = bytes.toByteArray();
            return;
        }
        Incoming incoming = m_decoder.next(bytes);
        if (incoming.kind == Incoming::Kind::Nothing)
            return;
        --m_framesLeft;
        m_bytesLeft -= incoming.payload.size();
        handle(incoming);
    }
}

void Connection::Private::handle(Incoming &incoming)
{
    if (incoming.kind == Incoming::Kind::Close) {
        peerClosed(incoming.code);
        return;
    }
    if (state == State::Closing) {
        if (incoming.kind == Incoming::Kind::Error)
            drop("protocol error while closing");
        return;
    }
    switch (incoming.kind) {
    case Incoming::Kind::Text:
        Q_EMIT q->textReceived(incoming.payload);
        return;
    case Incoming::Kind::Binary:
        Q_EMIT q->binaryReceived(incoming.payload);
        return;
    case Incoming::Kind::Ping:
        send(encodeFrame(Opcode::Pong, incoming.payload));
        return;
    case Incoming::Kind::Pong:
        ponged(incoming.payload);
        return;
    case Incoming::Kind::Error:
        qCInfo(lcWebSocket, "Protocol error by the client, closing with %d", incoming.code);
        if (options.counters)
            ++options.counters->refusedFrames;
        startClosing(incoming.code, closePayload(incoming.code, {}), State::Failed);
        return;
    default:
        return;
    }
}

void Connection::Private::peerClosed(quint16 code)
{
    const bool ours = state == State::Closing;
    if (!ours)
        socket->write(
            encodeFrame(Opcode::Close, code == NoCode ? QByteArray() : closePayload(code, {})));
    end(ours ? m_ownCode : code, ours ? Ending::ByUs : Ending::ByPeer);
    // RFC 6455 section 7.1.1: the server closes the TCP connection first.
    socket->disconnect(q);
    closeGracefully(std::move(socket), options.closeTimeout);
}

void Connection::Private::send(const QByteArray &frame)
{
    // What the client sent before it disconnected is still handled, but the answers have no
    // recipient.
    if (state != State::Open || !socket->isOpen())
        return;
    if (!takes(frame.size()))
        drop("the client reads too slowly, its buffer is full", Ending::TooSlow);
    else if (socket->isOpen()) {
        bytesOut += quint64(frame.size());
        socket->write(frame);
    }
}

// Bytes written in this turn of the event loop were not passed to the network yet, so they are not
// counted as a slow reader's.
bool Connection::Private::takes(qsizetype bytes)
{
    const auto fits = [&] { return unsentBytes(*socket) + bytes <= options.maxBufferedBytes; };
    if (fits())
        return true;
    socket->flush();
    return fits();
}

void Connection::Private::sendMessage(Opcode opcode, QByteArrayView payload)
{
    if (state != State::Open)
        return;
    QByteArray compressed;
    if (options.deflate && payload.size() >= deflateThreshold)
        compressed = options.compressor->message(payload, options.deflate->serverWindowBits);
    send(compressed.isNull() ? encodeFrame(opcode, payload)
                             : encodeFrame(opcode, compressed, true));
}

void Connection::Private::sendShared(const QByteArray &frame)
{
    if (state != State::Open)
        return;
    if (!options.deflate || frame.size() < deflateThreshold)
        send(frame);
    else
        send(options.compressor->frame(frame, options.deflate->serverWindowBits));
}

void Connection::Private::startClosing(quint16 code, const QByteArray &payload, State next)
{
    m_ownCode = code;
    state = next;
    m_pinged = false;
    m_heartbeat.stop();
    m_closeDeadline.start(options.closeTimeout, [this] {
        end(m_ownCode, ownEnding());
        socket->abort();
    });
    socket->write(encodeFrame(Opcode::Close, payload));
    if (next != State::Failed)
        return;
    // A client that violated the protocol may not answer our close frame, so it gets a FIN too.
    socket->flush();
    socket->disconnect(q);
    socket = shutDownWriting(std::move(socket));
    watchSocket();
}

void Connection::Private::drop(const char *reason, Ending ending)
{
    if (state == State::Ended)
        return;
    qCInfo(lcWebSocket, "Connection dropped: %s", reason);
    if (state == State::Open)
        end(NoHandshake, ending);
    else
        end(m_ownCode, ownEnding());
    socket->abort();
}

void Connection::Private::lost()
{
    // What the peer sent before it disconnected is still handled.
    if (m_readsLater && state != State::Failed)
        return;
    if (state == State::Failed)
        end(m_ownCode, Ending::Failed);
    else
        end(NoHandshake, Ending::Broken);
}

void Connection::Private::end(quint16 code, Ending ending)
{
    if (state == State::Ended)
        return;
    state = State::Ended;
    m_pinged = false;
    m_closeDeadline.stop();
    m_heartbeat.stop();
    QMetaObject::invokeMethod(
        q, [this, code, ending] { Q_EMIT q->closed(code, ending); }, Qt::QueuedConnection);
}

Connection::Connection(std::unique_ptr<QTcpSocket> socket, TimerQueue &timers, Options options)
    : d(std::make_unique<Private>(this, std::move(socket), timers, options))
{
}

Connection::~Connection() = default;

void Connection::sendText(QByteArrayView utf8)
{
    d->sendMessage(Opcode::Text, utf8);
}

void Connection::sendBinary(QByteArrayView payload)
{
    d->sendMessage(Opcode::Binary, payload);
}

void Connection::sendEncoded(const QByteArray &frame)
{
    d->sendShared(frame);
}

void Connection::sendPing(QByteArrayView payload)
{
    d->send(encodeFrame(Opcode::Ping, payload));
}

void Connection::flush()
{
    if (isOpen())
        d->socket->flush();
}

void Connection::close(quint16 code, const QByteArray &reason)
{
    if (d->state != Private::State::Open)
        return;
    const QByteArray payload = isCloseCode(code) ? closePayload(code, reason) : QByteArray();
    d->startClosing(code, payload, Private::State::Closing);
}

void Connection::abort()
{
    d->drop("by the server");
}

bool Connection::isOpen() const
{
    return d->state == Private::State::Open;
}

qint64 Connection::bufferedBytes() const
{
    return d->socket ? unsentBytes(*d->socket) : 0;
}

} // namespace parlance::websocket
