// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/localconnection.h"
#include "admin/localpeer.h"
#include "calls/callpipeline.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTimer>

#include <chrono>

namespace parlance::admin {

/// The local socket for administrators: one JSON object a line, each answered by one.
///
///     {"id": 1, "command": "users.list", "arguments": {"state": "suspended"}}
///     {"id": 1, "ok": {"items": []}}
///     {"id": 2, "error": {"code": "forbidden", "message": "This is not allowed"}}
///
/// `id` is any JSON value and comes back. Commands of one connection run one after another. With
/// "as": TOKEN a command runs as the account of that token, otherwise as an administrator named
/// after the peer ("local:USER(uid)"). A peer that closes or half-closes its end gets no answer,
/// but its command is finished. It needs no network, TLS or account. A connection whose first line
/// is
/// {"protocol": NAME} speaks another protocol (setOtherProtocol()). Event loop only.
class LocalServer : public QObject
{
    Q_OBJECT

public:
    /// A further connection waits for one that was idle for a second, and takes the place of the
    /// one that was idle for longest.
    static constexpr int maxConnections = 64;
    /// A connection without a command for this long is closed.
    static constexpr std::chrono::minutes idleTimeout{10};
    static constexpr qint64 maxLineBytes = 64 * 1024;
    /// A peer that lets more wait is not served until it has read.
    static constexpr qint64 maxUnreadBytes = 1024 * 1024;
    /// sun_path of sockaddr_un has 108 bytes with its terminating zero. Qt first makes the socket
    /// in a temporary folder beside it, whose name takes seven.
    static constexpr int maxPathBytes = 100;

    /// Both outlive it.
    LocalServer(CallPipeline &pipeline, Sessions &sessions, QObject *parent = nullptr);

    /// Before listen().
    void setOtherProtocol(OtherProtocol other) { m_other = std::move(other); }

    /// Whom the socket file is for: only the user of this process (0600), or also its group (0660).
    enum class Audience { User, Group };
    /// Creates the socket and accepts connections. Replaces a file that a crash has left: the
    /// caller makes sure that no other server uses it. The error is one line for the operator.
    Result<void> listen(const QString &path, Audience audience);
    /// Accepts no new connections, and removes the socket.
    void close()
    {
        m_check.stop();
        m_server.close();
    }

    int connectionCount() const { return m_open; }
    /// Closes the connections, each after the commands received so far are answered.
    void shutDown();

Q_SIGNALS:
    /// Emitted after a connection was opened or closed.
    void connectionCountChanged(int count);

private:
    void accept();
    void makeRoom();

    CallPipeline &m_pipeline;
    Sessions &m_sessions;
    bool open();

    OtherProtocol m_other;
    QString m_path;
    Audience m_audience = Audience::User;
    QLocalServer m_server;
    QTimer m_check;
    int m_open = 0;
    /// A connection is being closed for another one.
    bool m_isMakingRoom = false;
    /// Context object: destroyed before m_server, which destroys its sockets.
    QObject m_accepting;
};

} // namespace parlance::admin
