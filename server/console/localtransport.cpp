// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/localtransport.h"

#include "shared/adminprotocol/clientmessages.h"

namespace parlance::console {

namespace {

constexpr std::chrono::seconds closeTime{2};

} // namespace

LocalTransport::LocalTransport(QLocalSocket *socket)
    : m_socket(socket)
{
    // One byte more than a line may have shows that it is too long.
    m_socket->setReadBufferSize(adminprotocol::maxClientMessageBytes + 1);
    m_drop.setSingleShot(true);
    m_drop.callOnTimeout([this] {
        if (m_socket)
            m_socket->abort();
    });
}

LocalTransport::~LocalTransport()
{
    if (!m_socket)
        return;
    QObject::disconnect(m_socket, nullptr, &m_context, nullptr);
    m_socket->abort();
}

void LocalTransport::start(Handlers handlers)
{
    m_handlers = std::move(handlers);
    QObject::connect(m_socket, &QLocalSocket::readyRead, &m_context, [this] { readNext(); });
    // Later, because it may end inside a call of this class.
    QObject::connect(
        m_socket, &QLocalSocket::disconnected, &m_context, [this] { m_handlers.closed(); },
        Qt::QueuedConnection);
    readLater();
}

void LocalTransport::readLater()
{
    QMetaObject::invokeMethod(
        &m_context, [this] { readNext(); }, Qt::QueuedConnection);
}

// One line a turn: its handler may end the connection.
void LocalTransport::readNext()
{
    if (m_isClosing || !m_socket || m_socket->state() != QLocalSocket::ConnectedState)
        return;
    if (m_socket->canReadLine()) {
        QByteArray line = m_socket->readLine();
        line.chop(1);
        readLater();
        m_handlers.received(line);
    } else if (m_socket->bytesAvailable() > adminprotocol::maxClientMessageBytes) {
        close(false, "Line too long");
    }
}

void LocalTransport::send(const QByteArray &message)
{
    if (!m_isClosing && m_socket)
        m_socket->write(message + '\n');
}

qint64 LocalTransport::bufferedBytes()
{
    if (m_socket && m_socket->bytesToWrite() > 0)
        m_socket->flush();
    return m_socket ? m_socket->bytesToWrite() : 0;
}

void LocalTransport::close(bool, const QByteArray &)
{
    if (m_isClosing || !m_socket)
        return;
    m_isClosing = true;
    m_drop.start(closeTime);
    m_socket->disconnectFromServer();
}

} // namespace parlance::console
