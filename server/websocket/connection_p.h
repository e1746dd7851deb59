// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "websocket/connection.h"
#include "websocket/decoder.h"

#include <QPointer>
#include <QTcpSocket>

namespace parlance::websocket {

class Connection::Private
{
public:
    enum class State {
        Open,
        /// Our close frame is sent, the peer's is pending.
        Closing,
        /// The peer violated the protocol: its data is discarded until it closes.
        Failed,
        /// `closed` is pending or was emitted.
        Ended
    };

    Private(Connection *connection, std::unique_ptr<QTcpSocket> tcp, TimerQueue &timers,
            const Options &chosen);
    ~Private();

    void read();
    void send(const QByteArray &frame);
    bool takes(qsizetype bytes);
    void sendMessage(Opcode opcode, QByteArrayView payload);
    void sendShared(const QByteArray &frame);
    void startClosing(quint16 code, const QByteArray &payload, State next);
    void drop(const char *reason, Ending ending = Ending::Broken);
    void end(quint16 code, Ending ending);
    void awaitPing();

    Connection *const q;
    const Options options;
    /// Null once both sides have closed: the socket is then closed by closeGracefully().
    std::unique_ptr<QTcpSocket> socket;
    State state = State::Open;
    std::chrono::milliseconds pingInterval{0};
    std::chrono::milliseconds pingTimeout{0};
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    std::optional<std::chrono::milliseconds> roundTrip = {};

private:
    void watchSocket();
    void readBytes(QByteArrayView bytes, const QPointer<Connection> &alive);
    void readLater();
    bool turnIsOver() const { return m_framesLeft <= 0 || m_bytesLeft <= 0; }
    void handle(Incoming &incoming);
    void peerClosed(quint16 code);
    void lost();
    Ending ownEnding() const { return state == State::Failed ? Ending::Failed : Ending::ByUs; }
    void ping();
    QByteArray beat() const { return QByteArray::number(m_beats); }
    void ponged(const QByteArray &payload);

    Decoder m_decoder;
    Deadline m_closeDeadline;
    /// Until the next ping, then until anything is received.
    Deadline m_heartbeat;
    bool m_pinged = false;
    /// Number of the heartbeat's pings; the payload of the last one.
    quint32 m_beats = 0;
    /// When the last one was sent; empty: it is answered.
    std::optional<std::chrono::steady_clock::time_point> m_pingedAt = {};
    quint16 m_ownCode = 1006;
    /// Read from the socket, but left for a later turn.
    QByteArray m_rest;
    /// Number of frames that this turn may still handle.
    int m_framesLeft = 0;
    qsizetype m_bytesLeft = 0;
    bool m_reading = false;
    /// Reading continues in a later turn.
    bool m_readsLater = false;
};

} // namespace parlance::websocket
