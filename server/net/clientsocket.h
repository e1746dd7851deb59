// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QObject>
#include <QTcpSocket>

#include <memory>

namespace parlance::net {

/// The socket of one HTTP connection, over TCP or TLS. It hides their differences: signals that a
/// QSslSocket emits in the middle of its work (isTls()) reach the listener in a later turn, and
/// closing lets the client read the last answer. Event loop only.
class ClientSocket : public QObject
{
    Q_OBJECT

public:
    class Listener
    {
    public:
        /// Bytes may have been received, or were left by readSoon().
        virtual void readable() = 0;
        /// After watchWritten(): something was written.
        virtual void written() = 0;
        /// The connection is closed. May be called more than once.
        virtual void lost() = 0;

    protected:
        ~Listener() = default;
    };

    /// The listener is not called inside the constructor.
    ClientSocket(std::unique_ptr<QTcpSocket> socket, Listener &listener);
    /// The listener is not called.
    ~ClientSocket() override;

    /// The client's address, IPv4-mapped IPv6 as IPv4.
    const QHostAddress &peer() const { return m_peer; }
    /// The connection uses TLS.
    bool isSecure() const { return m_secure; }

    /// As QIODevice::read().
    qint64 read(char *buffer, qint64 size) { return m_socket->read(buffer, size); }
    /// Whether read() returns anything.
    bool hasInput() const { return m_socket->bytesAvailable() > 0; }
    /// Whether input is pending; with TLS it may turn out to contain no application data.
    bool mayHaveInput() const;
    /// Calls readable() in a later turn.
    void readSoon();

    void write(const QByteArray &bytes);
    void flush();
    /// Bytes not passed to the kernel yet.
    qint64 unsentBytes() const;
    /// Lower bound of the written bytes that were passed to the kernel: encryption overhead counts
    /// as unsent.
    qint64 sentBytes() const { return m_queuedBytes - unsentBytes(); }
    /// Most answers fit into the kernel's buffer, so written() is only called for connections that
    /// wait for space.
    void watchWritten();

    /// Shuts down the writing side. False while bytes wait to be written: try again in written().
    bool endWriting();
    /// Discards received data; drops the client once that is more than `maxBytes` in total.
    void discardInput(qint64 maxBytes);
    /// Closes the connection at once; logs "Connection dropped: it `reason`". Ends in lost().
    void drop(const char *reason);
    /// Returns the socket, disconnected from this object. Only the destructor may follow.
    std::unique_ptr<QTcpSocket> take();

private:
    void listen();
    void attendSoon();

    Listener &m_listener;
    std::unique_ptr<QTcpSocket> m_socket;
    const QHostAddress m_peer;
    qint64 m_queuedBytes = 0;
    qint64 m_discardedBytes = 0;
    const bool m_secure;
    bool m_attending = false;
    bool m_resuming = false;
    bool m_watchesWritten = false;
};

} // namespace parlance::net
