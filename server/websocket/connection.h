// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timers/timerqueue.h"
#include "websocket/compressor.h"
#include "websocket/frame.h"

#include <QObject>

#include <memory>
#include <optional>

class QTcpSocket;

namespace parlance::websocket {

/// Since the start, of all connections that share it.
struct Counters
{
    /// Frames that violated the protocol.
    quint64 refusedFrames = 0;
};

struct Options
{
    /// Maximum size of a message, all fragments together; a larger one closes with 1009.
    qsizetype maxMessageBytes = 1'000'000;
    /// Write buffer for a slow reader; more closes the connection.
    qsizetype maxBufferedBytes = 4 * 1024 * 1024;
    /// How long a peer may take to answer the server's close frame before the socket is dropped.
    std::chrono::milliseconds closeTimeout{2000};
    /// permessage-deflate, if the handshake has negotiated it.
    std::optional<DeflateParameters> deflate = {};
    /// Shared by all connections of the event loop, for deflate; null: the connection has its own.
    std::shared_ptr<Compressor> compressor = {};
    /// Null: nothing is counted.
    std::shared_ptr<Counters> counters = {};
};

/// How a connection ended.
enum class Ending {
    /// The peer's close frame came first; the code is the peer's, 1005 if it sent none.
    ByPeer,
    /// close() was called; the code is its argument.
    ByUs,
    /// The peer violated the protocol; the code is the one sent to it (RFC 6455 section 7.1.7).
    Failed,
    /// There was no closing handshake; the code is 1006. So it is in the following cases.
    Broken,
    /// The peer's buffer was full.
    TooSlow,
    /// Nothing came after a ping of the heartbeat.
    TimedOut
};

/// A WebSocket after its handshake, over a connected QTcpSocket (or QSslSocket). Strict: masks,
/// reserved bits, fragmentation, UTF-8 across fragments, control frames, close codes (RFC 6455
/// sections 5–8). Answers pings itself. Event loop only.
///
/// With Options::deflate, messages of deflateThreshold bytes and more are sent compressed where
/// that is smaller. A message for one connection is compressed for it; a frame sent to many by
/// sendEncoded() in a row is compressed once for each window size, for all that share an
/// Options::compressor. Incoming compressed messages use memory only while they are received: see
/// Inflater.
///
/// Reentrancy: a slot may do anything, including deleting the connection. `closed` is always
/// emitted from the event loop, never inside a call of this class, so a loop that broadcasts is not
/// interrupted by it.
class Connection : public QObject
{
    Q_OBJECT

public:
    /// Takes over `socket`, which must be open; it may already have unread bytes.
    Connection(std::unique_ptr<QTcpSocket> socket, TimerQueue &timers, Options options);
    ~Connection() override;

    /// Sending on a connection that is not open does nothing. Bytes are passed to the kernel when
    /// control returns to the event loop, so everything sent in one turn leaves together.
    void sendText(QByteArrayView utf8);
    void sendBinary(QByteArrayView payload);
    /// Sends a frame made by encodeFrame(), without copying shared ones. If more than
    /// Options::maxBufferedBytes are buffered, beyond what the kernel takes now, the peer is
    /// dropped instead: closed(1006) follows.
    void sendEncoded(const QByteArray &frame);
    /// Sends a ping besides the heartbeat's, after what was sent before. `payload`: at most 125
    /// bytes, not only digits. A peer may leave a ping unanswered when it answers a later one.
    void sendPing(QByteArrayView payload);
    /// Passes what was sent to the kernel now, as far as it takes it.
    void flush();
    /// Starts the closing handshake; `closed` follows. Nothing is sent or received after it.
    void close(quint16 code, const QByteArray &reason = {});
    /// Ends at once, without a close frame; closed(1006) follows.
    void abort();
    /// From now on sends a ping every `interval`. If nothing is received within `timeout` after
    /// one, the peer is dropped: closed(1006) follows. Without it a dead peer is not detected until
    /// something is sent. The payload of each differs, so that a pong that nobody asked for does
    /// not answer it.
    void startHeartbeat(std::chrono::milliseconds interval, std::chrono::milliseconds timeout);
    bool isOpen() const;
    /// Bytes not passed to the kernel yet.
    qint64 bufferedBytes() const;
    /// Bytes of all frames received and sent: with their headers, compressed where they are, and
    /// control frames too. The handshake and our last close frame are not counted.
    quint64 bytesIn() const;
    quint64 bytesOut() const;
    /// Of the last heartbeat; empty: none was answered yet.
    std::optional<std::chrono::milliseconds> roundTrip() const;

Q_SIGNALS:
    void textReceived(const QByteArray &utf8);
    void binaryReceived(const QByteArray &payload);
    /// Emitted for any pong but the heartbeat's, also an unsolicited one: peers may send those
    /// (RFC 6455 section 5.5.3).
    void pongReceived(const QByteArray &payload);
    /// A ping of the heartbeat was sent, after everything sent so far.
    void heartbeatSent();
    /// The last one was answered: its peer has read everything that was sent before it.
    void heartbeatAnswered(std::chrono::milliseconds roundTrip);
    /// Emitted once, as the last signal. The code alone does not tell which side it is from: a
    /// client may send 1003 too.
    void closed(quint16 code, parlance::websocket::Ending ending);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance::websocket
