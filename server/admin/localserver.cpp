// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/localserver.h"

#include "admin/localconnection.h"

#include <QFile>

namespace parlance::admin {

using namespace Qt::StringLiterals;

LocalServer::LocalServer(CallPipeline &pipeline, Sessions &sessions, QObject *parent)
    : QObject(parent)
    , m_pipeline(pipeline)
    , m_sessions(sessions)
{
    connect(&m_server, &QLocalServer::newConnection, this, &LocalServer::accept);
    m_server.setMaxPendingConnections(maxConnections);
}

Result<void> LocalServer::listen(const QString &path, Audience audience)
{
    if (QFile::encodeName(path).size() >= maxPathBytes)
        return Error::invalid(u"admin.socket: the path is longer than the %1 bytes a socket may "
                              "have: %2"_s.arg(maxPathBytes - 1)
                                  .arg(path));
    QLocalServer::removeServer(path);
    const bool isShared = audience == Audience::Group;
    m_server.setSocketOptions(
        QLocalServer::UserAccessOption |
        (isShared ? QLocalServer::GroupAccessOption : QLocalServer::NoOptions));
    if (!m_server.listen(path))
        return Error::invalid(u"admin.socket: %1: %2"_s.arg(path, m_server.errorString()));
    // Qt allows to execute it too.
    QFile::Permissions mode = QFile::ReadOwner | QFile::WriteOwner;
    if (isShared)
        mode |= QFile::ReadGroup | QFile::WriteGroup;
    QFile::setPermissions(path, mode);
    return {};
}

void LocalServer::accept()
{
    while (m_open < maxConnections && m_server.hasPendingConnections()) {
        QLocalSocket *socket = m_server.nextPendingConnection();
        // It was closed while it waited, and will not tell that again.
        if (socket->state() == QLocalSocket::UnconnectedState) {
            socket->deleteLater();
            continue;
        }
        const auto peer = findLocalPeer(socket->socketDescriptor(), m_server.fullServerName());
        ++m_open;
        connect(socket, &QObject::destroyed, this, [this] {
            --m_open;
            accept();
        });
        new LocalConnection(m_pipeline, m_sessions, peer, socket);
    }
}

} // namespace parlance::admin
