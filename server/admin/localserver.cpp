// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/localserver.h"

#include "admin/localconnection.h"

#include <QFile>

#include <sys/stat.h>

namespace parlance::admin {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds checkInterval{1};
/// Before a connection has to make room for another one.
constexpr std::chrono::seconds leastIdleTime{1};

// A server that crashed leaves its socket. Anything else at the path stays.
Result<void> removeStale(const QString &path)
{
    struct stat file = {};
    if (::lstat(QFile::encodeName(path).constData(), &file) != 0)
        return {};
    if (!S_ISSOCK(file.st_mode))
        return Error::invalid(u"admin.socket: %1 exists and is no socket"_s.arg(path));
    QLocalSocket other;
    other.connectToServer(path);
    if (other.waitForConnected(1000))
        return Error::invalid(u"admin.socket: another server uses %1"_s.arg(path));
    QLocalServer::removeServer(path);
    return {};
}

} // namespace

LocalServer::LocalServer(CallPipeline &pipeline, Sessions &sessions, QObject *parent)
    : QObject(parent)
    , m_pipeline(pipeline)
    , m_sessions(sessions)
{
    connect(&m_server, &QLocalServer::newConnection, this, &LocalServer::accept);
    m_server.setMaxPendingConnections(maxConnections);
    // QLocalServer closes itself when the process has no descriptor left.
    connect(&m_check, &QTimer::timeout, this, [this] {
        if (!m_server.isListening())
            open();
        accept();
    });
}

Result<void> LocalServer::listen(const QString &path, Audience audience)
{
    if (QFile::encodeName(path).size() > maxPathBytes)
        return Error::invalid(u"admin.socket: the path is longer than the %1 bytes that it may "
                              "have: %2"_s.arg(maxPathBytes)
                                  .arg(path));
    if (auto removed = removeStale(path); !removed)
        return removed;
    m_path = path;
    m_audience = audience;
    if (!open())
        return Error::invalid(u"admin.socket: %1: %2"_s.arg(path, m_server.errorString()));
    m_check.start(checkInterval);
    return {};
}

bool LocalServer::open()
{
    const bool isShared = m_audience == Audience::Group;
    m_server.setSocketOptions(
        QLocalServer::UserAccessOption |
        (isShared ? QLocalServer::GroupAccessOption : QLocalServer::NoOptions));
    if (!m_server.listen(m_path))
        return false;
    // Qt allows to execute it too.
    QFile::Permissions mode = QFile::ReadOwner | QFile::WriteOwner;
    if (isShared)
        mode |= QFile::ReadGroup | QFile::WriteGroup;
    QFile::setPermissions(m_path, mode);
    return true;
}

void LocalServer::shutDown()
{
    close();
    for (LocalConnection *connection : m_server.findChildren<LocalConnection *>())
        connection->finish();
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
        connect(socket, &QObject::destroyed, &m_accepting, [this] {
            --m_open;
            m_isMakingRoom = false;
            // Later: its LocalConnection still exists.
            QMetaObject::invokeMethod(
                &m_accepting, [this] { accept(); }, Qt::QueuedConnection);
            Q_EMIT connectionCountChanged(m_open);
        });
        new LocalConnection(m_pipeline, m_sessions, peer, m_other, socket);
        Q_EMIT connectionCountChanged(m_open);
    }
    if (m_server.hasPendingConnections())
        makeRoom();
}

// One at a time: its end accepts the next one. What was just used may have sent its next command.
void LocalServer::makeRoom()
{
    LocalConnection *longest = nullptr;
    std::chrono::nanoseconds time = leastIdleTime;
    for (LocalConnection *each : m_server.findChildren<LocalConnection *>()) {
        const auto idle = each->idleTime();
        if (idle && *idle >= time) {
            longest = each;
            time = *idle;
        }
    }
    if (m_isMakingRoom || !longest)
        return;
    m_isMakingRoom = true;
    longest->abort();
}

} // namespace parlance::admin
