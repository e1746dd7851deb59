// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpSocket>

#include <functional>

namespace parlance::net {

/// A "connected" QTcpSocket without a network: Qt's servers read what is fed to it and write to it.
/// So they only parse input that the guard has checked.
class MemorySocket : public QTcpSocket
{
    Q_OBJECT

public:
    /// Receives each piece that the server writes; without it, such bytes are dropped.
    using Written = std::function<void(QByteArrayView bytes)>;
    /// The server has closed the socket.
    using Closed = std::function<void()>;

    explicit MemorySocket(Written written = {}, Closed closed = {});

    /// The server's slots run inside.
    void feed(QByteArrayView bytes);
    /// Acts as if the client had disconnected, so that the server releases the socket. Calls no
    /// callback.
    void leave();
    /// No callback runs from now on.
    void forget();

    qint64 bytesAvailable() const override;
    qint64 bytesToWrite() const override { return 0; }
    void disconnectFromHost() override;
    void close() override;

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QByteArray m_input;
    qsizetype m_offset = 0;
    Written m_written;
    Closed m_closed;
};

} // namespace parlance::net
