// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/clientsocket.h"

#include "net/log.h"
#include "net/trustedproxies.h"
#include "websocket/bytestream.h"

#include <QSslSocket>

#include <utility>

namespace parlance::net {

namespace {

constexpr qint64 readBufferBytes = 64 * 1024;

} // namespace

ClientSocket::ClientSocket(std::unique_ptr<QTcpSocket> socket, Listener &listener)
    : m_listener(listener)
    , m_socket(std::move(socket))
    , m_peer(normalizedAddress(m_socket->peerAddress()))
    , m_secure(isTls(*m_socket))
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setReadBufferSize(readBufferBytes);
    listen();
}

ClientSocket::~ClientSocket()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void ClientSocket::listen()
{
    if (!m_secure) {
        connect(m_socket.get(), &QTcpSocket::readyRead, this, [this] { m_listener.readable(); });
        connect(m_socket.get(), &QTcpSocket::disconnected, this, [this] { m_listener.lost(); });
        return;
    }
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &ClientSocket::attendSoon);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &ClientSocket::attendSoon);
    // Bytes received during the TLS handshake, or before another socket took over, have not been
    // signalled.
    attendSoon();
}

/// For TLS: reads received bytes, and detects the end of the connection, in a later turn.
void ClientSocket::attendSoon()
{
    if (std::exchange(m_attending, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_attending = false;
            if (m_socket && m_socket->isOpen())
                m_listener.readable();
            if (m_socket && m_socket->state() == QAbstractSocket::UnconnectedState)
                m_listener.lost();
        },
        Qt::QueuedConnection);
}

bool ClientSocket::mayHaveInput() const
{
    return unreadBytes(*m_socket) > 0;
}

void ClientSocket::readSoon()
{
    if (std::exchange(m_resuming, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_resuming = false;
            if (m_socket)
                m_listener.readable();
        },
        Qt::QueuedConnection);
}

void ClientSocket::write(const QByteArray &bytes)
{
    m_queuedBytes += bytes.size();
    m_socket->write(bytes);
}

void ClientSocket::flush()
{
    m_socket->flush();
}

qint64 ClientSocket::unsentBytes() const
{
    return parlance::unsentBytes(*m_socket);
}

void ClientSocket::watchWritten()
{
    if (std::exchange(m_watchesWritten, true))
        return;
    // A QSslSocket counts bytes as written when they are only encrypted.
    const auto *tls = qobject_cast<QSslSocket *>(m_socket.get());
    if (tls && tls->isEncrypted())
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &ClientSocket::attendSoon);
    else if (tls)
        connect(tls, &QTcpSocket::bytesWritten, this, &ClientSocket::attendSoon);
    else
        connect(m_socket.get(), &QTcpSocket::bytesWritten, this, [this] { m_listener.written(); });
}

bool ClientSocket::endWriting()
{
    if (unsentBytes() > 0) {
        watchWritten();
        return false;
    }
    m_socket->disconnect(this);
    m_socket = shutDownWriting(std::move(m_socket));
    listen();
    return true;
}

void ClientSocket::discardInput(qint64 maxBytes)
{
    m_discardedBytes += m_socket->skip(m_socket->bytesAvailable());
    if (m_discardedBytes > maxBytes)
        drop("sends on after its last answer");
}

void ClientSocket::drop(const char *reason)
{
    qCDebug(lcNet, "Connection dropped: it %s", reason);
    m_socket->abort();
}

std::unique_ptr<QTcpSocket> ClientSocket::take()
{
    m_socket->disconnect(this);
    return std::move(m_socket);
}

} // namespace parlance::net
