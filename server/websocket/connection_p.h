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
        /// Our close frame is out, the peer's is awaited.
        Closing,
        /// The peer broke the protocol: what it sends is thrown away until it hangs up.
        Failed,
        /// `closed` is on its way or was emitted.
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
    void drop(const char *reason);
    void end(quint16 code, Ending ending);
    void awaitPing();

    Connection *const q;
    const Options options;
    /// Null once both sides have closed: others see to its end.
    std::unique_ptr<QTcpSocket> socket;
    State state = State::Open;
    std::chrono::milliseconds pingInterval{0};
    std::chrono::milliseconds pingTimeout{0};

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

    Decoder m_decoder;
    Deadline m_closeDeadline;
    /// Until the next ping, then until anything comes.
    Deadline m_heartbeat;
    bool m_pinged = false;
    quint16 m_ownCode = 1006;
    /// Read from the socket, but left for a later turn.
    QByteArray m_rest;
    /// What this turn may still handle.
    int m_framesLeft = 0;
    qsizetype m_bytesLeft = 0;
    bool m_reading = false;
    /// A later turn reads on.
    bool m_readsLater = false;
};

} // namespace parlance::websocket
