// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/server.h"

#include "engineio/logging.h"
#include "engineio/requesterror.h"
#include "engineio/serversession.h"
#include "engineio/sid.h"
#include "engineio/websockettransport.h"
#include "http/subscriber.h"

#include <QHash>

namespace parlance::engineio {

/// The response instead of serving the request, if any.
using Refusal = std::optional<http::Response>;

class Server::Private final : public ServerSession::Owner
{
public:
    Private(Server *server, const Options &serverOptions, TimerQueue &timerQueue)
        : q(server)
        , options(serverOptions)
        , timers(timerQueue)
    {
    }

    void sessionFinished(ServerSession *session) override;
    void packetRefused() override { ++refusedPackets; }
    Refusal check(const http::Request &request, bool upgrade) const;
    Refusal checkHandshake(const http::Request &request, bool upgrade) const;
    Refusal checkSession(const http::Request &request, bool upgrade) const;
    Refusal checkRevision(const http::Request &request) const;
    const Revision *revisionOf(const http::Request &request) const;
    /// 0: one more session is allowed.
    int fullStatus(const http::Request &handshake) const;
    ServerSession *find(const http::Request &request) const;
    ServerSession *create(const http::Request &handshake);

    Server *q;
    const Options options;
    TimerQueue &timers;
    QHash<QByteArray, ServerSession *> sessions;
    /// Key: keyOf().
    QHash<QHostAddress, int> perAddress;
    bool shuttingDown = false;
    quint64 refusedPackets = 0;
};

namespace {

QByteArray sidOf(const http::Request &request)
{
    return request.queryValue(QStringLiteral("sid")).toUtf8();
}

bool wantsWebSocketTransport(const http::Request &request)
{
    return request.queryValue(QStringLiteral("transport")) == QLatin1String("websocket");
}

/// Polling by script tags (JSONP), obsolete since CORS.
bool isJsonp(const http::Request &request)
{
    return !wantsWebSocketTransport(request) && request.query.hasQueryItem(QStringLiteral("j"));
}

/// Memory of a handshake's request, which is kept as long as its session.
qsizetype keptBytes(const http::Request &handshake)
{
    qsizetype bytes = handshake.target.size();
    for (const auto &[name, value] : handshake.headers.fields())
        bytes += name.size() + value.size();
    return bytes;
}

QHostAddress keyOf(const http::Request &request)
{
    return http::subscriberOf(QHostAddress(request.remoteAddress));
}

} // namespace

void Server::Private::sessionFinished(ServerSession *session)
{
    sessions.remove(session->sid());
    const auto count = perAddress.find(keyOf(session->handshake()));
    if (--*count == 0)
        perAddress.erase(count);
}

Refusal Server::Private::check(const http::Request &request, bool upgrade) const
{
    const QString transport = request.queryValue(QStringLiteral("transport"));
    if (transport != QLatin1String("polling") && transport != QLatin1String("websocket"))
        return errorResponse(RequestError::TransportUnknown);
    if (isJsonp(request))
        return errorResponse(RequestError::TransportUnknown, "JSONP is not supported");
    const bool known = !sidOf(request).isEmpty();
    if (auto refusal = known ? checkSession(request, upgrade) : checkHandshake(request, upgrade))
        return refusal;
    return checkRevision(request);
}

Refusal Server::Private::checkSession(const http::Request &request, bool upgrade) const
{
    const ServerSession *session = find(request);
    if (!session)
        return errorResponse(RequestError::SessionUnknown);
    const bool wantsWebSocket = wantsWebSocketTransport(request);
    if (upgrade != wantsWebSocket)
        return errorResponse(RequestError::BadRequest);
    if (upgrade)
        return std::nullopt;
    const bool served = request.method == http::Method::Get || request.method == http::Method::Post;
    if (!served || session->transportName() != "polling")
        return errorResponse(RequestError::BadRequest);
    return std::nullopt;
}

Refusal Server::Private::checkHandshake(const http::Request &request, bool upgrade) const
{
    if (request.method != http::Method::Get)
        return errorResponse(RequestError::BadHandshakeMethod);
    if (upgrade != wantsWebSocketTransport(request))
        return errorResponse(RequestError::BadRequest);
    if (keptBytes(request) > options.maxHandshakeBytes)
        return http::Response::text("The handshake is too large", 431);
    if (const int status = fullStatus(request))
        return tryLater(status);
    return std::nullopt;
}

const Revision *Server::Private::revisionOf(const http::Request &request) const
{
    return findRevision(request.queryValue(QStringLiteral("EIO")), options.allowV3);
}

Refusal Server::Private::checkRevision(const http::Request &request) const
{
    const Revision *revision = revisionOf(request);
    if (!revision)
        return errorResponse(RequestError::UnsupportedVersion);
    const ServerSession *session = find(request);
    if (session && session->revision() != revision->number)
        return errorResponse(RequestError::BadRequest);
    return std::nullopt;
}

int Server::Private::fullStatus(const http::Request &handshake) const
{
    if (shuttingDown || (options.maxSessions > 0 && sessions.size() >= options.maxSessions))
        return 503;
    const bool isFull = options.maxSessionsPerAddress > 0 &&
                        perAddress.value(keyOf(handshake)) >= options.maxSessionsPerAddress;
    return isFull ? 429 : 0;
}

ServerSession *Server::Private::find(const http::Request &request) const
{
    return sessions.value(sidOf(request));
}

ServerSession *Server::Private::create(const http::Request &handshake)
{
    const QByteArray sid = newSid();
    http::Request kept = handshake;
    kept.body.clear();
    auto *session =
        new ServerSession(sid, std::move(kept), *revisionOf(handshake), options, timers, *this, q);
    sessions.insert(sid, session);
    ++perAddress[keyOf(handshake)];
    return session;
}

Server::Server(Options options, TimerQueue &timers, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, options, timers))
{
}

Server::~Server()
{
    // Receivers are notified of the end while the server is still complete.
    d->shuttingDown = true;
    const auto sessions = findChildren<ServerSession *>(QString(), Qt::FindDirectChildrenOnly);
    for (ServerSession *session : sessions)
        session->destroy();
    qDeleteAll(sessions);
}

void Server::handleRequest(const http::ExchangePtr &exchange)
{
    const http::Request &request = exchange->request();
    if (const auto refusal = d->check(request, false)) {
        qCDebug(lcEngineIo) << "request refused:" << refusal->body.constData();
        exchange->reply(*refusal);
        return;
    }
    if (ServerSession *session = d->find(request)) {
        session->handleRequest(exchange);
        return;
    }
    ServerSession *session = d->create(request);
    session->openPolling(exchange);
    if (session->isOpen())
        Q_EMIT sessionOpened(session);
}

std::optional<http::Response> Server::checkUpgrade(const http::Request &handshake) const
{
    return d->check(handshake, true);
}

void Server::handleUpgrade(const http::Request &handshake,
                           std::unique_ptr<websocket::Connection> connection)
{
    if (d->check(handshake, true)) {
        // Checked before the 101, but the session may have ended meanwhile.
        closeWebSocket(std::move(connection), websocket::CloseNormal, {}, this);
        return;
    }
    if (ServerSession *session = d->find(handshake)) {
        session->upgrade(handshake, std::move(connection));
        return;
    }
    ServerSession *session = d->create(handshake);
    session->openWebSocket(std::move(connection));
    if (session->isOpen())
        Q_EMIT sessionOpened(session);
}

bool Server::isPollOfSession(const http::Request &request) const
{
    const ServerSession *session = wantsWebSocketTransport(request) ? nullptr : d->find(request);
    return session && session->handshake().remoteAddress == request.remoteAddress;
}

qsizetype Server::sessionCount() const
{
    return d->sessions.size();
}

quint64 Server::refusedPackets() const
{
    return d->refusedPackets;
}

void Server::shutDown()
{
    d->shuttingDown = true;
    const auto sessions = d->sessions.values();
    for (ServerSession *session : sessions)
        session->finish(CloseReason::ServerShutdown);
}

} // namespace parlance::engineio
