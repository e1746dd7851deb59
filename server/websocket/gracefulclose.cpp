// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocket/gracefulclose.h"

#include "websocket/bytestream.h"

#include <QCoreApplication>
#include <QSslSocket>
#include <QTimer>

#include <utility>

namespace parlance {

namespace {

/// Deletes itself when the peer has closed or after the timeout.
class Farewell : public QObject
{
public:
    Farewell(std::unique_ptr<QTcpSocket> socket, std::chrono::milliseconds patience)
        // A child of the application, so that it is deleted when the process ends.
        : QObject(QCoreApplication::instance())
        , m_socket(std::move(socket))
    {
        QTimer::singleShot(patience, this, &QObject::deleteLater);
        watch();
    }

    void proceed()
    {
        if (m_socket->isOpen())
            m_socket->skip(m_socket->bytesAvailable());
        if (!m_finished && unsentBytes(*m_socket) == 0) {
            m_finished = true;
            m_socket->disconnect(this);
            m_socket = shutDownWriting(std::move(m_socket));
            watch();
        }
        if (m_socket->state() == QAbstractSocket::UnconnectedState)
            deleteLater();
    }

private:
    /// Everything in a later turn: TLS is in the middle of its work when it emits, see isTls().
    void watch()
    {
        QTcpSocket *const socket = m_socket.get();
        connect(socket, &QTcpSocket::readyRead, this, &Farewell::proceed, Qt::QueuedConnection);
        connect(socket, &QTcpSocket::bytesWritten, this, &Farewell::proceed, Qt::QueuedConnection);
        connect(socket, &QTcpSocket::disconnected, this, &Farewell::proceed, Qt::QueuedConnection);
        if (auto *const tls = qobject_cast<QSslSocket *>(socket))
            connect(tls, &QSslSocket::encryptedBytesWritten, this, &Farewell::proceed,
                    Qt::QueuedConnection);
    }

    std::unique_ptr<QTcpSocket> m_socket;
    bool m_finished = false;
};

} // namespace

void closeGracefully(std::unique_ptr<QTcpSocket> socket, std::chrono::milliseconds patience)
{
    if (socket->state() == QAbstractSocket::UnconnectedState) {
        // This may be inside one of its signals.
        socket.release()->deleteLater();
        return;
    }
    socket->flush();
    (new Farewell(std::move(socket), patience))->proceed();
}

} // namespace parlance
