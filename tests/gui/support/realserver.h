// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/target.h"

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace parlance::test {

/// A whole parlance-server, the program that PARLANCE_SERVER names, with a data directory of its
/// own. Calls wait for their answer while the event loop runs; what fails aborts the test program
/// with the server's output.
class RealServer
{
public:
    struct Person
    {
        QString username;
        QString password;
        QString id;
        QString token;
    };

    /// `config`: lines of its configuration file.
    explicit RealServer(const QString &config = {});
    ~RealServer();

    /// "http" or, with a certificate in the configuration, "https"; before start(). send(), call()
    /// and person() need http.
    void setScheme(const QString &scheme) { m_scheme = scheme; }
    /// Started again, it has the same port and data.
    void start();
    /// SIGTERM, and waits.
    void stop();
    /// SIGKILL, and waits.
    void kill();

    QString httpUrl() const;
    /// Of /admin.
    gui::Target target() const;
    /// Of the local socket.
    gui::Target localTarget() const;
    QString dataDirectory() const { return m_dir.path(); }

    struct Answer
    {
        int status = 0;
        QByteArray body;
    };

    /// Over REST: "POST", "/rooms" (below /api/v1). Whatever the server answers.
    Answer send(const QByteArray &method, const QString &path, const QString &token = {},
                const QJsonObject &body = {});
    /// The same, which must succeed.
    QJsonObject call(const QByteArray &method, const QString &path, const QString &token = {},
                     const QJsonObject &body = {});
    /// Registers somebody; "auditor", "operator" and "administrator" are set over the local socket.
    Person person(const QString &username, const QString &role = QStringLiteral("user"));
    /// parlance-server admin ARGUMENTS --json: its answer.
    QJsonObject admin(const QStringList &arguments);

private:
    [[noreturn]] void abandon(const QString &why);

    QTemporaryDir m_dir;
    QProcess m_process;
    QString m_scheme = QStringLiteral("http");
    int m_port = 0;
};

} // namespace parlance::test
