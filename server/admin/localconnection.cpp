// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/localconnection.h"

#include "admin/commands.h"
#include "admin/localserver.h"

#include <QJsonDocument>
#include <QPointer>

#include <utility>

namespace parlance::admin {

using namespace Qt::StringLiterals;

namespace {

/// A command received over the local socket.
class LocalCall final : public IncomingCall
{
public:
    LocalCall(LocalConnection *connection, const Command &command, const Actor &actor,
              const QString &from, const QJsonObject &request)
        : m_connection(connection)
        , m_command(command)
        , m_id(request.value(u"id"_s))
    {
        m_call.caller.actor = actor;
        m_call.caller.remoteAddress = from;
        m_call.caller.isLocal = true;
        m_call.args = request.value(u"arguments"_s).toObject();
    }

    const Caller &caller() const override { return m_call.caller; }
    CallRules rules() const override { return {m_command.rule, m_command.handler}; }
    QString claimedName() const override { return {}; }
    void actAs(const Actor &, Callback<void> done) override { done({}); }
    Call toCall() const override { return m_call; }
    void answer(const Result<Reply> &reply) override
    {
        if (m_connection)
            m_connection->answer(m_id, reply);
    }

private:
    const QPointer<LocalConnection> m_connection;
    const Command &m_command;
    const QJsonValue m_id;
    Call m_call;
};

Result<QJsonObject> readObject(const QByteArray &line)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(line, &error);
    if (error.error != QJsonParseError::NoError)
        return Error::badRequest(u"The line is not JSON: "_s + error.errorString());
    if (!document.isObject())
        return Error::badRequest(u"The line must hold a JSON object"_s);
    return document.object();
}

Result<void> checkRequest(const QJsonObject &request)
{
    static const QStringList fields{u"id"_s, u"command"_s, u"arguments"_s, u"as"_s};
    for (const QString &name : request.keys()) {
        if (!fields.contains(name))
            return Error::badRequest(u"\"%1\" is no field of a request"_s.arg(name));
    }
    const QJsonValue arguments = request.value(u"arguments"_s);
    if (!arguments.isUndefined() && !arguments.isObject())
        return Error::badRequest(u"\"arguments\" must be a JSON object"_s);
    return {};
}

} // namespace

LocalConnection::LocalConnection(CallPipeline &pipeline, Sessions &sessions, Result<LocalPeer> peer,
                                 const OtherProtocol &other, QLocalSocket *socket)
    : QObject(socket)
    , m_pipeline(pipeline)
    , m_sessions(sessions)
    , m_peer(std::move(peer))
    , m_other(other)
    , m_socket(socket)
{
    // One byte more than a line may have shows that it is too long.
    m_socket->setReadBufferSize(LocalServer::maxLineBytes + 1);
    connect(m_socket, &QLocalSocket::readyRead, this, &LocalConnection::readNext);
    connect(m_socket, &QLocalSocket::bytesWritten, this, &LocalConnection::readNext);
    connect(m_socket, &QLocalSocket::disconnected, m_socket, &QObject::deleteLater);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, m_socket, &QLocalSocket::abort);
    m_idle.start(LocalServer::idleTimeout);
    m_sinceUse.start();
    readNext();
}

void LocalConnection::readNext()
{
    const bool isOpen = m_socket->state() == QLocalSocket::ConnectedState;
    if (m_isBusy || !isOpen || m_socket->bytesToWrite() > LocalServer::maxUnreadBytes)
        return;
    if (m_socket->canReadLine()) {
        m_isBusy = true;
        m_idle.start(LocalServer::idleTimeout);
        receive(m_socket->readLine());
    } else if (m_socket->bytesAvailable() > LocalServer::maxLineBytes) {
        m_isBusy = true;
        answer({}, ErrorCode::PayloadTooLarge);
        m_socket->disconnectFromServer();
    } else if (m_isFinishing) {
        m_socket->disconnectFromServer();
    }
}

void LocalConnection::finish()
{
    if (m_isGivenAway)
        return;
    m_isFinishing = true;
    readNext();
}

std::optional<std::chrono::nanoseconds> LocalConnection::idleTime() const
{
    if (m_isGivenAway)
        return std::nullopt;
    // Half a command is none.
    const bool isWaiting = !m_isBusy && m_socket->bytesToWrite() == 0 && !m_socket->canReadLine();
    if (!isWaiting || m_socket->state() != QLocalSocket::ConnectedState)
        return std::nullopt;
    return std::chrono::nanoseconds(m_sinceUse.nsecsElapsed());
}

void LocalConnection::receive(const QByteArray &line)
{
    const bool isFirst = !std::exchange(m_hasBegun, true);
    const auto request = readObject(line);
    auto valid = request ? checkRequest(*request) : Result<void>(request.error());
    if (request && isFirst && request->contains(u"protocol"_s) && m_other.begin && m_peer) {
        if (request->value(u"protocol"_s) == m_other.name)
            return changeProtocol(*request);
        valid = Error::badRequest(u"The only protocol to choose is "_s + m_other.name);
    }
    if (!valid) {
        // It may be another protocol: what follows must not run.
        answer({}, valid.error());
        return m_socket->disconnectFromServer();
    }
    if (!m_peer)
        return answer(request->value(u"id"_s), m_peer.error());
    if (const QJsonValue token = request->value(u"as"_s); !token.isUndefined())
        return authenticate(token.toString(), *request);
    Actor actor;
    actor.username = m_peer->name();
    actor.role = ServerRole::Administrator;
    run(actor, *request);
}

void LocalConnection::changeProtocol(const QJsonObject &greeting)
{
    m_isGivenAway = true;
    m_idle.stop();
    m_socket->disconnect(this);
    // What is no token is a wrong one, and makes nobody an administrator.
    std::optional<QString> token;
    if (greeting.contains(u"as"_s))
        token = greeting.value(u"as"_s).toString();
    m_other.begin(m_socket, *m_peer, token);
}

void LocalConnection::authenticate(const QString &token, const QJsonObject &request)
{
    m_sessions.authenticate(token, [self = QPointer(this), request](const Result<Actor> &actor) {
        if (!self)
            return;
        if (actor)
            self->run(*actor, request);
        else
            self->answer(request.value(u"id"_s), actor.error());
    });
}

void LocalConnection::run(const Actor &actor, const QJsonObject &request)
{
    const Command *command = findCommand(request.value(u"command"_s).toString());
    if (!command)
        return answer(request.value(u"id"_s), ErrorCode::UnknownOperation);
    m_pipeline.run(std::make_shared<LocalCall>(this, *command, actor, m_peer->name(), request));
}

void LocalConnection::answer(const QJsonValue &id, const Result<Reply> &reply)
{
    QJsonObject json{{u"id"_s, id}};
    if (reply)
        json.insert(u"ok"_s, reply->body);
    else
        json.insert(u"error"_s, toJson(reply.error()));
    m_socket->write(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n');
    // In a later turn, so that answers inside the call do not nest.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isBusy = false;
            m_sinceUse.start();
            readNext();
        },
        Qt::QueuedConnection);
}

} // namespace parlance::admin
