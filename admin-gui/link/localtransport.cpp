// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/localtransport.h"

#include "link/problems.h"
#include "shared/adminprotocol/clientmessages.h"

namespace parlance::gui {

namespace {

/// So much waits to be handed on before reading pauses, and the server waits too.
constexpr qsizetype enoughBytes = 1024 * 1024;

} // namespace

LocalTransport::LocalTransport(const QString &path, QObject *parent)
    : Transport(parent)
    , m_path(path)
{
    // One byte more than a message shows that it is too long.
    m_socket.setReadBufferSize(maxServerMessageBytes + 1);
    connect(&m_socket, &QLocalSocket::connected, this, [this] {
        m_wasOpen = true;
        m_socket.write(adminprotocol::localGreeting() + '\n');
        Q_EMIT opened();
    });
    connect(&m_socket, &QLocalSocket::readyRead, this, &LocalTransport::read);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, [this] { end(m_socket.errorString()); });
    connect(&m_socket, &QLocalSocket::disconnected, this, [this] { end({}); });
}

LocalTransport::~LocalTransport()
{
    m_socket.disconnect(this);
}

void LocalTransport::open()
{
    m_socket.connectToServer(m_path);
}

void LocalTransport::send(const QByteArray &message)
{
    if (!isOver())
        m_socket.write(message + '\n');
}

void LocalTransport::close()
{
    beQuiet();
    m_socket.flush();
    m_socket.disconnectFromServer();
}

void LocalTransport::read()
{
    while (!isOver() && waitingBytes() < enoughBytes && m_socket.canReadLine())
        takeLine();
    if (!isOver() && waitingBytes() < enoughBytes &&
        m_socket.bytesAvailable() > maxServerMessageBytes) {
        fail(problems::rubbish({.url = {}, .socket = m_path},
                               QStringLiteral("A line without an end")));
        m_socket.abort();
    }
}

void LocalTransport::takeLine()
{
    QByteArray line = m_socket.readLine();
    line.chop(1);
    const bool isFirst = !std::exchange(m_wasRead, true);
    // Who does not speak this protocol answers with the other one's error.
    if (isFirst && !line.contains("\"welcome\"")) {
        fail(problems::refusedLocally(m_path, line));
        m_socket.abort();
        return;
    }
    deliver(line);
}

// What came before the end is still in the socket's buffer.
void LocalTransport::end(const QString &details)
{
    while (!isOver() && m_socket.canReadLine())
        takeLine();
    const Target target{.url = {}, .socket = m_path};
    fail(m_wasOpen ? problems::lost(target, details)
                   : problems::noLocalServer(m_path, m_socket.error(), details));
}

} // namespace parlance::gui
