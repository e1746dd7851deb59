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

struct Options
{
    /// A whole message, fragments together; a larger one closes with 1009.
    qsizetype maxMessageBytes = 1'000'000;
    /// What may wait for a slow reader; more closes the connection.
    qsizetype maxBufferedBytes = 4 * 1024 * 1024;
    /// How long a peer may take to answer our close frame before the socket is dropped.
    std::chrono::milliseconds closeTimeout{2000};
    /// permessage-deflate, where the handshake has agreed on it.
    std::optional<DeflateParameters> deflate = {};
    /// Of all connections of the event loop, for deflate; null: one of its own.
    std::shared_ptr<Compressor> compressor = {};
};

/// How a connection has come to its end.
enum class Ending {
    /// The peer's close frame came first; the code is its own, 1005 if it gave none.
    ByPeer,
    /// close() was called; the code is the one it was given.
    ByUs,
    /// The peer broke the protocol; the code is what it was told (RFC 6455 section 7.1.7).
    Failed,
    /// There was no closing handshake; the code is 1006.
    Broken
};

/// A WebSocket after its handshake, over a connected QTcpSocket (or QSslSocket). Strict: masks,
/// reserved bits, fragmentation, UTF-8 across fragments, control frames, close codes (RFC 6455
/// sections 5–8). Pings are answered by itself. Event loop only.
///
/// With Options::deflate, messages of deflateThreshold bytes and more are sent compressed where
/// that is smaller. A message made for one connection is compressed for it; a frame sent to many by
/// sendEncoded() in a row is compressed once for all of the same window size that share an
/// Options::compressor. Incoming compressed ones take memory only while they come: see Inflater.
///
/// Reentrancy: a slot may do anything, delete the connection included. `closed` always comes from
/// the event loop, never from inside a call of this class: whoever sends to many in a loop is not
/// surprised in the middle of it.
class Connection : public QObject
{
    Q_OBJECT

public:
    /// Takes over `socket`, which must be open; bytes may already wait in it.
    Connection(std::unique_ptr<QTcpSocket> socket, TimerQueue &timers, Options options);
    ~Connection() override;

    /// Sending on a connection that is not open does nothing. Bytes are handed to the kernel when
    /// the event loop comes to it, so what one turn sends leaves together.
    void sendText(QByteArrayView utf8);
    void sendBinary(QByteArrayView payload);
    /// A frame made by encodeFrame(); shared ones are not copied. A peer that has let more than
    /// Options::maxBufferedBytes pile up, beyond what the kernel takes now, is dropped instead:
    /// closed(1006) follows.
    void sendEncoded(const QByteArray &frame);
    /// A ping beside the heartbeat's, behind what was sent; `payload`: at most 125 bytes, none are
    /// the heartbeat's. A peer may leave a ping unanswered when it answers a later one.
    void sendPing(QByteArrayView payload);
    /// Hands what was sent to the kernel now, as far as it takes it.
    void flush();
    /// Starts the closing handshake; `closed` follows. Nothing is sent or received after it.
    void close(quint16 code, const QByteArray &reason = {});
    /// Ends at once, without a word to the peer; closed(1006) follows.
    void abort();
    /// From now on a ping every `interval`; a peer of which nothing comes within `timeout` after
    /// one is dropped: closed(1006) follows. Without it a dead peer stays until something is sent.
    void startHeartbeat(std::chrono::milliseconds interval, std::chrono::milliseconds timeout);
    bool isOpen() const;
    /// What still waits to be handed to the kernel.
    qint64 bufferedBytes() const;

Q_SIGNALS:
    void textReceived(const QByteArray &utf8);
    void binaryReceived(const QByteArray &payload);
    /// Any pong, also one that answers no ping: peers may send such (RFC 6455 section 5.5.3).
    void pongReceived(const QByteArray &payload);
    /// Once, as the last signal. A code alone does not tell whose it is: a client may say 1003 too.
    void closed(quint16 code, parlance::websocket::Ending ending);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance::websocket
