// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/localtransport.h"

#include "link/problems.h"
#include "shared/adminprotocol/clientmessages.h"

namespace parlance::gui {

LocalTransport::LocalTransport(const QString &path, QObject *parent)
    : Transport(parent)
    , m_path(path)
{
    m_socket.setReadBufferSize(maxServerMessageBytes);
    connect(&m_socket, &QLocalSocket::connected, this, [this] {
        m_wasOpen = true;
        m_socket.write(adminprotocol::localGreeting() + '\n');
        Q_EMIT opened();
    });
    connect(&m_socket, &QLocalSocket::readyRead, this, &LocalTransport::read);
    connect(&m_socket, &QLocalSocket::errorOccurred, this,
            [this] { failWith(m_socket.errorString()); });
    connect(&m_socket, &QLocalSocket::disconnected, this, [this] { failWith({}); });
}

void LocalTransport::open()
{
    m_socket.connectToServer(m_path);
}

void LocalTransport::send(const QByteArray &message)
{
    m_socket.write(message + '\n');
}

void LocalTransport::close()
{
    m_isOver = true;
    m_socket.flush();
    m_socket.disconnectFromServer();
}

void LocalTransport::read()
{
    m_buffer += m_socket.readAll();
    qsizetype from = 0;
    for (qsizetype end = m_buffer.indexOf('\n'); end >= 0 && !m_isOver;
         end = m_buffer.indexOf('\n', from)) {
        Q_EMIT received(m_buffer.mid(from, end - from));
        from = end + 1;
    }
    m_buffer.remove(0, from);
    if (m_buffer.size() > maxServerMessageBytes)
        failOnce(problems::rubbish({.url = {}, .socket = m_path},
                                   QStringLiteral("A line without an end")));
}

void LocalTransport::failWith(const QString &details)
{
    const Target target{.url = {}, .socket = m_path};
    failOnce(m_wasOpen ? problems::lost(target, details)
                       : problems::noLocalServer(m_path, m_socket.error(), details));
}

void LocalTransport::failOnce(const Problem &problem)
{
    if (std::exchange(m_isOver, true))
        return;
    Q_EMIT failed(problem);
}

} // namespace parlance::gui
