// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QObject>
#include <QTcpSocket>

#include <memory>

namespace parlance::net {

/// The socket of one HTTP connection, where TCP and TLS are alike: what a QSslSocket says in the
/// middle of its work (isTls()) the listener hears in a later turn, and closing lets the client
/// read the last answer. Event loop only.
class ClientSocket : public QObject
{
    Q_OBJECT

public:
    class Listener
    {
    public:
        /// Bytes may have come, or have waited for readSoon().
        virtual void readable() = 0;
        /// After watchWritten(): something has been written.
        virtual void written() = 0;
        /// The connection is over. May come again.
        virtual void lost() = 0;

    protected:
        ~Listener() = default;
    };

    /// Nothing is heard inside the constructor.
    ClientSocket(std::unique_ptr<QTcpSocket> socket, Listener &listener);
    /// The listener hears nothing of it.
    ~ClientSocket() override;

    /// The client's, IPv4-mapped IPv6 as IPv4.
    const QHostAddress &peer() const { return m_peer; }
    /// The client speaks TLS with us.
    bool isSecure() const { return m_secure; }

    /// As QIODevice::read().
    qint64 read(char *buffer, qint64 size) { return m_socket->read(buffer, size); }
    /// Whether read() gives anything.
    bool hasInput() const { return m_socket->bytesAvailable() > 0; }
    /// Whether input waits; with TLS it may turn out to hold nothing for us.
    bool mayHaveInput() const;
    /// readable() comes in a later turn.
    void readSoon();

    void write(const QByteArray &bytes);
    void flush();
    /// Not handed to the kernel yet.
    qint64 unsentBytes() const;
    /// What of write() was handed to the kernel, at least: what encryption adds counts as unsent.
    qint64 sentBytes() const { return m_queuedBytes - unsentBytes(); }
    /// Most answers fit into the kernel's buffer: only who waits for room listens.
    void watchWritten();

    /// Tells the client that nothing more comes. False as long as bytes wait to be written:
    /// written() tells when to try again.
    bool endWriting();
    /// Throws away what has come; drops the client once that is more than `maxBytes` in all.
    void discardInput(qint64 maxBytes);
    /// Ends the connection at once; "Connection dropped: it `reason`" is logged. Ends in lost().
    void drop(const char *reason);
    /// The socket, unconnected to this. Only the destructor may follow.
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
