// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocket/bytestream.h"

#include <QSslSocket>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <fcntl.h>
#include <sys/socket.h>
#endif

namespace parlance {

namespace {

void sendFin(qintptr descriptor)
{
#ifdef Q_OS_WIN
    ::shutdown(SOCKET(descriptor), SD_SEND);
#else
    ::shutdown(int(descriptor), SHUT_WR);
#endif
}

/// QSslSocket sends its close_notify only when it closes its descriptor. A second descriptor keeps
/// the connection open after that.
std::unique_ptr<QTcpSocket> shutDownTls(std::unique_ptr<QTcpSocket> socket)
{
#ifdef Q_OS_WIN
    socket->disconnectFromHost();
    return socket;
#else
    const qint64 readBuffer = socket->readBufferSize();
    const int second = ::fcntl(int(socket->socketDescriptor()), F_DUPFD_CLOEXEC, 0);
    socket->disconnectFromHost();
    socket->flush();
    auto rest = std::make_unique<QTcpSocket>();
    if (second < 0 || !rest->setSocketDescriptor(second))
        return socket;
    rest->setReadBufferSize(readBuffer);
    sendFin(second);
    // Code that counts open sockets by their destruction counts this connection until it ends.
    socket.release()->setParent(rest.get());
    return rest;
#endif
}

} // namespace

bool isTls(const QTcpSocket &socket)
{
    return qobject_cast<const QSslSocket *>(&socket) != nullptr;
}

qint64 unsentBytes(const QTcpSocket &socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

qint64 unreadBytes(const QTcpSocket &socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesAvailable() + (tls ? tls->encryptedBytesAvailable() : 0);
}

std::unique_ptr<QTcpSocket> shutDownWriting(std::unique_ptr<QTcpSocket> socket)
{
    const qintptr descriptor = socket->socketDescriptor();
    if (descriptor < 0 || unsentBytes(*socket) > 0)
        return socket;
    const auto *tls = qobject_cast<const QSslSocket *>(socket.get());
    if (tls && tls->isEncrypted())
        return shutDownTls(std::move(socket));
    sendFin(descriptor);
    return socket;
}

} // namespace parlance
