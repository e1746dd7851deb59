// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/realserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTest>

#include <memory>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#endif

namespace parlance::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30000;

QString program()
{
    return qEnvironmentVariable("PARLANCE_SERVER");
}

} // namespace

RealServer::RealServer(const QString &config)
{
    QFile file(m_dir.filePath(u"test.toml"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(config.toUtf8()) < 0)
        abandon(file.errorString());
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PARLANCE_RATE_LIMITS"_s, u"off"_s);
    environment.insert(u"PARLANCE_CONFIG"_s, file.fileName());
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
#ifdef Q_OS_LINUX
    // A test that is killed leaves no server.
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
}

RealServer::~RealServer()
{
    kill();
}

void RealServer::start()
{
    m_process.disconnect(&m_process);
    m_process.start(program(),
                    {u"serve"_s, u"--listen"_s, u"%1://127.0.0.1:%2"_s.arg(m_scheme).arg(m_port),
                     u"--data"_s, m_dir.path()});
    const QRegularExpression ready(u"^parlance-server \\S+ listening on https?://\\S+:(\\d+)"_s,
                                   QRegularExpression::MultilineOption);
    QByteArray output;
    const bool isReady = QTest::qWaitFor(
        [&] {
            output += m_process.readAll();
            const auto match = ready.match(QString::fromUtf8(output));
            if (match.hasMatch())
                m_port = match.captured(1).toInt();
            return match.hasMatch() || m_process.state() == QProcess::NotRunning;
        },
        patienceMs);
    if (!isReady || m_process.state() != QProcess::Running)
        abandon(u"It does not start: "_s + QString::fromUtf8(output) + m_process.errorString());
    // Nobody reads what it says from now on; a full pipe would stop it.
    QObject::connect(&m_process, &QProcess::readyRead, &m_process, &QProcess::readAll);
}

void RealServer::stop()
{
    m_process.terminate();
    if (!QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, patienceMs))
        abandon(u"It does not stop"_s);
}

void RealServer::kill()
{
    m_process.kill();
    m_process.waitForFinished(patienceMs);
}

QString RealServer::httpUrl() const
{
    return u"%1://127.0.0.1:%2"_s.arg(m_scheme).arg(m_port);
}

gui::Target RealServer::target() const
{
    return gui::targetFrom(httpUrl());
}

gui::Target RealServer::localTarget() const
{
    return gui::targetFrom(m_dir.filePath(u"admin.sock"_s));
}

RealServer::Answer RealServer::send(const QByteArray &method, const QString &path,
                                    const QString &token, const QJsonObject &body)
{
    QNetworkAccessManager manager;
    QNetworkRequest request(QUrl(httpUrl() + u"/api/v1"_s + path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token.toUtf8());
    const QByteArray sent = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson();
    const std::unique_ptr<QNetworkReply> reply(manager.sendCustomRequest(request, method, sent));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, patienceMs))
        abandon(u"No answer to "_s + path);
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
}

QJsonObject RealServer::call(const QByteArray &method, const QString &path, const QString &token,
                             const QJsonObject &body)
{
    const Answer answer = send(method, path, token, body);
    if (answer.status < 200 || answer.status >= 300)
        abandon(u"%1: %2 "_s.arg(path).arg(answer.status) + QString::fromUtf8(answer.body));
    return QJsonDocument::fromJson(answer.body).object();
}

RealServer::Person RealServer::person(const QString &username, const QString &role)
{
    const QString password = u"the secret of "_s + username;
    const QJsonObject made =
        call("POST", u"/accounts"_s, {}, {{u"username"_s, username}, {u"password"_s, password}});
    if (role != u"user"_s)
        admin({u"users"_s, u"set-role"_s, username, role});
    return {username, password, made.value(u"account"_s).toObject().value(u"id"_s).toString(),
            made.value(u"token"_s).toString()};
}

QJsonObject RealServer::admin(const QStringList &arguments)
{
    QProcess command;
    command.start(program(), QStringList{u"admin"_s} + arguments +
                                 QStringList{u"--json"_s, u"--data"_s, m_dir.path()});
    if (!QTest::qWaitFor([&] { return command.state() == QProcess::NotRunning; }, patienceMs) ||
        command.exitCode() != 0) {
        abandon(arguments.join(u' ') + u": "_s + QString::fromUtf8(command.readAllStandardError()));
    }
    return QJsonDocument::fromJson(command.readAllStandardOutput()).object();
}

void RealServer::abandon(const QString &why)
{
    const QByteArray output = m_process.readAll();
    qFatal("parlance-server: %s %s", qPrintable(why), output.constData());
}

} // namespace parlance::test
