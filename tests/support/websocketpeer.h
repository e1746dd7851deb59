// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "websocket/connection.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <poll.h>
#include <sys/ioctl.h>

namespace parlance::test {

/// The client's end of a WebSocket after its handshake, over a real TCP connection on loopback;
/// reads the small unfragmented frames that the server writes.
class WebSocketPeer
{
public:
    explicit WebSocketPeer(TimerQueue &timers, websocket::Options options = {})
    {
        QTcpServer listener;
        if (!listener.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        m_socket.connectToHost(QHostAddress::LocalHost, listener.serverPort());
        if (!listener.waitForNewConnection(5000) || !m_socket.waitForConnected(5000))
            qFatal("cannot connect");
        std::unique_ptr<QTcpSocket> accepted(listener.nextPendingConnection());
        accepted->setParent(nullptr);
        m_serverEnd = int(accepted->socketDescriptor());
        m_connection =
            std::make_unique<websocket::Connection>(std::move(accepted), timers, options);
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { read(); });
    }

    /// The server's end; may be taken once.
    std::unique_ptr<websocket::Connection> takeConnection() { return std::move(m_connection); }

    void sendText(const QByteArray &text) { send(0x81, text); }
    void sendBinary(const QByteArray &data) { send(0x82, data); }
    /// `payload`: compressed, where the connection has Options::deflate.
    void sendDeflated(const QByteArray &payload) { send(0xc1, payload); }
    void sendPong(const QByteArray &payload) { send(0x8a, payload); }
    void sendClose(quint16 code) { send(0x88, websocket::closePayload(code, {})); }
    void drop() { m_socket.abort(); }
    /// Like drop(), but sent data still arrive.
    void leave() { m_socket.disconnectFromHost(); }

    /// Waits, without an event loop, until what was sent has reached the server's end, which has
    /// read none of it yet; if `left`, until it also knows that this end is gone. Little enough for
    /// the sockets' buffers.
    void awaitArrival(qsizetype bytes, bool left = false) const
    {
        int arrived = 0;
        pollfd end{m_serverEnd, short(left ? POLLRDHUP : POLLIN), 0};
        while (::poll(&end, 1, 5000) == 1 && ::ioctl(m_serverEnd, FIONREAD, &arrived) == 0) {
            if (arrived >= bytes)
                return;
        }
        qFatal("what was sent does not arrive");
    }

    /// Whether pings are answered.
    bool pongs = true;
    int pings = 0;
    /// Payloads of the received pings.
    QList<QByteArray> payloads;
    /// The received messages, in order. Binary messages have the prefix "<binary>".
    QList<QByteArray> messages;
    /// Code of the server's close frame; 0: none was received.
    quint16 closeCode = 0;

    /// Size of sendText()'s frame.
    static qsizetype frameBytes(qsizetype payload) { return payload + (payload < 126 ? 6 : 8); }

private:
    void send(uchar first, QByteArray payload)
    {
        static constexpr char mask[] = {0x12, 0x34, 0x56, 0x78};
        QByteArray frame(1, char(first));
        if (payload.size() < 126) {
            frame += char(0x80 | payload.size());
        } else {
            frame += char(0x80 | 126);
            frame += char(payload.size() >> 8);
            frame += char(payload.size());
        }
        frame.append(mask, 4);
        for (qsizetype i = 0; i < payload.size(); ++i)
            payload[i] = char(payload[i] ^ mask[i % 4]);
        m_socket.write(frame + payload);
        m_socket.flush();
    }

    void read()
    {
        m_buffer += m_socket.readAll();
        while (m_buffer.size() >= 2) {
            qsizetype header = 2;
            qsizetype size = uchar(m_buffer[1]);
            if (size == 126) {
                if (m_buffer.size() < 4)
                    return;
                size = uchar(m_buffer[2]) << 8 | uchar(m_buffer[3]);
                header = 4;
            }
            if (m_buffer.size() < header + size)
                return;
            take(uchar(m_buffer[0]) & 15, m_buffer.mid(header, size));
            m_buffer.remove(0, header + size);
        }
    }

    void take(int opcode, const QByteArray &payload)
    {
        if (opcode == 1)
            messages += payload;
        else if (opcode == 2)
            messages += "<binary>" + payload;
        else if (opcode == 9)
            pinged(payload);
        else if (opcode == 8)
            closeCode =
                payload.size() < 2 ? 1005 : quint16(uchar(payload[0]) << 8 | uchar(payload[1]));
    }

    void pinged(const QByteArray &payload)
    {
        ++pings;
        payloads += payload;
        if (pongs)
            sendPong(payload);
    }

    QTcpSocket m_socket;
    int m_serverEnd = -1;
    QByteArray m_buffer;
    std::unique_ptr<websocket::Connection> m_connection;
};

} // namespace parlance::test
