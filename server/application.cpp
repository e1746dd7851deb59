// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"

#include "app/services.h"
#include "cli/exit.h"
#include "connections/appendpoint.h"
#include "connections/plainsession.h"
#include "connections/pushencoder.h"
#include "databasechoice.h"
#include "dialectsetup.h"
#include "engineio/server.h"
#include "firstadministrator.h"
#include "gateway/socketgateway.h"
#include "net/clientfiles.h"
#include "net/httpfrontend.h"
#include "net/portmux.h"
#include "net/restapi.h"
#include "net/router.h"
#include "net/staticfiles.h"
#include "net/tlskeeper.h"
#include "net/wsfrontend.h"
#include "realtime/localbroker.h"
#include "storage/sqlstore.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QTextStream>

namespace parlance {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcServer, "parlance.server", QtInfoMsg)

namespace {

constexpr auto housekeepingInterval = 10min;
// SIGTERM must end within 5 s, and within 8 s, less than supervisors wait, if much is left to be
// carried out; what has not closed by then is dropped.
constexpr auto finishTime = 2s;
constexpr int mostWaits = 3;
constexpr auto closeTime = 2s;
constexpr auto readyTime = 1s;

net::ConnectionLimits connectionLimits(const Config &config)
{
    net::ConnectionLimits limits;
    limits.headerTime = config.headerTimeout;
    limits.idleTime = config.idleTimeout;
    limits.guard.body = config.maxBodyBytes;
    // One byte more than a payload may have, so that Engine.IO itself says 413 as its clients know.
    limits.guard.bodyOf = [rest = config.maxBodyBytes,
                           payload = config.maxPayloadBytes](QByteArrayView target) {
        return qsizetype(target.startsWith("/socket.io") ? payload + 1 : rest);
    };
    return limits;
}

engineio::Options engineOptions(const Config &config)
{
    engineio::Options options;
    options.pingInterval = config.pingInterval;
    options.pingTimeout = config.pingTimeout;
    options.maxPayload = config.maxPayloadBytes;
    options.allowV3 = config.allowEngineIo3;
    options.maxBufferedBytes = config.maxBufferedBytes;
    options.maxSessions = config.rateLimits.connections;
    if (config.rateLimits.enabled)
        options.maxSessionsPerAddress = config.rateLimits.connectionsPerAddress;
    return options;
}

StoreOptions storeOptions(const Config &config)
{
    StoreOptions options;
    options.limits = config.limits;
    // An answer must not fill the buffer of the connection that it is for: that would end it, at
    // every attempt. Clients ask for several pages at a time.
    Limits &limits = options.limits;
    limits.missedBytes = std::min<qsizetype>(limits.missedBytes, config.maxBufferedBytes / 2);
    limits.pageBytes = std::min<qsizetype>(limits.pageBytes, config.maxBufferedBytes / 8);
    return options;
}

std::unique_ptr<Backend> backendOf(const Config &config, const DataDirectory &data)
{
    const bool isNormal = config.synchronous == "normal"_L1;
    return makeBackend(data.path(), isNormal ? Synchronous::Normal : Synchronous::Full);
}

/// Of the files of the Socket.IO client; empty if none are there.
QString clientDirectory(const Config &config)
{
    if (!config.socketIoClientDirectory.isEmpty())
        return config.socketIoClientDirectory;
    const QString installed =
        QCoreApplication::applicationDirPath() + u"/../share/parlance/socket.io"_s;
    return QFileInfo::exists(installed + u"/socket.io.js"_s) ? installed : QString();
}

QByteArrayList toLatin1(const QStringList &texts)
{
    QByteArrayList list;
    for (const QString &text : texts)
        list.append(text.toLatin1());
    return list;
}

} // namespace

/// In the order in which they are made; they go in the reverse one.
struct Application::Parts
{
    TimerQueue timers;
    LocalBroker broker;
    Passwords passwords;
    RateLimiter limiter;
    Admission admission;
    SqlStore store;
    Registry registry;
    Accounts accounts;
    Rooms rooms;
    Messages messages;
    Presence presence;
    Services services;
    Hub hub;
    Claims claims;
    CallPipeline pipeline;
    SocketGateway gateway;

    net::CommonFields fields;
    net::TrustedProxies proxies;
    net::ConnectionLimits limits;
    net::TlsKeeper tls;
    net::HttpFrontend frontend;
    net::Router router;
    net::StaticFiles files;
    net::ClientFiles clientFiles;
    net::RestApi rest;
    net::WsFrontend webSockets;
    engineio::Server engine;
    AppEndpoint sockets;
    QObject plainSessions;
    std::vector<std::unique_ptr<net::PortMux>> listeners;
    Deadline housekeeping;
    Deadline stopping;

    Parts(const Config &config, const DataDirectory &data, const QByteArray &secret)
        : passwords(Passwords::Options())
        , limiter(systemNow)
        , admission(limiter, config.rateLimits)
        , store(backendOf(config, data), storeOptions(config))
        , registry(makeDialects(config))
        , accounts(store.accounts(), store.sessions(), passwords, Tokens(secret), broker, systemNow,
                   {config.limits, config.tokenLifetime})
        , rooms(store.rooms(), store.memberships(), broker, config.limits)
        , messages(store.messages(), store.recovery(), broker, config.limits)
        , presence(store.memberships(), store.accounts(), broker, systemNow)
        , services{accounts, rooms, messages, presence}
        , hub(broker, pushEncoder(registry),
              [this](const Event &event, const Listening &listening, UserId self) {
                  return registry.hears(event, listening, self);
              })
        , claims(accounts, registry, systemNow,
                 {config.openSockets, !config.trustedProxies.isEmpty()})
        , pipeline(services, admission, claims)
        , gateway({services, registry, admission, claims, pipeline, hub, broker, timers, systemNow},
                  {})
        , fields(toLatin1(config.allowedOrigins))
        , limits(connectionLimits(config))
        , tls({config.tlsCertificate, config.tlsKey})
        , rest(pipeline, accounts, registry)
        , webSockets(timers, fields)
        , engine(engineOptions(config), timers)
        , sockets(gateway, timers, socketOptions(config, secret))
        , housekeeping(timers)
        , stopping(timers)
    {
        if (auto parsed = net::TrustedProxies::parse(config.trustedProxies))
            proxies = *parsed;
    }

    static socketio::Options socketOptions(const Config &config, const QByteArray &secret)
    {
        socketio::Options options;
        options.tokenInQuery = config.tokenInQuery;
        options.maxMissedBytes = config.maxBufferedBytes / 2;
        options.maxHeldBytes = config.maxBufferedBytes / 4;
        options.maxAttachmentBytes =
            std::max(options.maxAttachmentBytes, qsizetype(config.maxPayloadBytes));
        if (config.recovery)
            options.recoverySecret = secret;
        return options;
    }

    net::HttpServices httpServices(const QString &dialect)
    {
        const auto dispatch = [this](const http::ExchangePtr &exchange) {
            router.dispatch(exchange);
        };
        return {timers,  frontend, webSockets, fields,
                proxies, limits,   dispatch,   registry.indexOf(dialect)};
    }

    void keepHouse()
    {
        accounts.deleteExpiredSessions();
        housekeeping.start(housekeepingInterval, [this] { keepHouse(); });
    }
};

Application::Application(Config config, DataDirectory data)
    : m_config(std::move(config))
    , m_data(std::move(data))
{
}

Application::~Application()
{
    // Its last answers reach services and sockets that are still there.
    if (m_parts)
        m_parts->store.stop();
}

int Application::start()
{
    QByteArray secret = m_config.jwtSecret;
    if (secret.isEmpty()) {
        const auto stored = m_data.secret();
        if (!stored)
            return fail(ExitCannotCreate, stored.error().message());
        secret = *stored;
    } else if (secret.size() < 32) {
        qCWarning(lcServer, "the configured token secret is shorter than 32 bytes");
    }
    m_parts = std::make_unique<Parts>(m_config, m_data, secret);
    if (const int code = openStorage(); code != ExitOk)
        return code;
    if (const int code = loadFiles(); code != ExitOk)
        return code;
    if (!m_parts->frontend.start())
        return fail(ExitUnavailable, u"Qt HTTP Server cannot be started"_s);
    compose();
    createFirstAdministrator(
        {m_parts->store.accounts(), m_parts->passwords, m_data},
        [this](int code) { code == ExitOk ? begin() : QCoreApplication::exit(code); });
    return ExitOk;
}

// The first connection must know where the changes begin that it will hear of.
void Application::begin()
{
    m_parts->store.recovery().lastPosition([this](const Result<qint64> &position) {
        if (!position) {
            fail(ExitStorage, position.error().message());
            return QCoreApplication::exit(ExitStorage);
        }
        m_parts->hub.startAt(*position);
        listen();
    });
}

int Application::openStorage()
{
    if (const auto opened = m_parts->store.open(); !opened)
        return failToOpen(opened.error());
    return ExitOk;
}

int Application::loadFiles()
{
    if (usesTls(m_config)) {
        if (const auto loaded = m_parts->tls.load(); !loaded)
            return fail(ExitConfig, loaded.error().message());
    }
    const QString directory = clientDirectory(m_config);
    if (directory.isEmpty())
        return ExitOk;
    auto files = net::ClientFiles::load(directory);
    if (!files)
        return fail(ExitConfig, files.error().message());
    m_parts->clientFiles = std::move(*files);
    return ExitOk;
}

void Application::reload()
{
    if (m_stopping || !m_parts)
        return;
    if (usesTls(m_config))
        m_parts->tls.reload();
    else
        qCInfo(lcServer, "there is no TLS certificate to read again");
}

void Application::compose()
{
    Parts &parts = *m_parts;
    parts.store.setExternalChangeHandler(
        [&parts] { parts.accounts.recheck(parts.gateway.sessions()); });
    parts.keepHouse();
    addRoutes();
    addSockets();
}

void Application::addRoutes()
{
    Parts &parts = *m_parts;
    const auto get = [&](const QString &path, auto handler) {
        parts.router.add(http::Method::Get, path,
                         [handler](const http::ExchangePtr &exchange, const net::PathParameters &) {
                             handler(exchange);
                         });
    };
    get(u"/healthz"_s, [](const http::ExchangePtr &exchange) {
        exchange->reply(http::Response::json(R"({"status":"ok"})"));
    });
    get(u"/readyz"_s, [&parts](const http::ExchangePtr &exchange) {
        // A writer that hangs on its disk answers nothing: silence is "not ready" too.
        auto late = std::make_shared<Deadline>(parts.timers);
        late->start(readyTime, [exchange] {
            exchange->reply(http::Response::json(R"({"status":"not ready"})", 503));
        });
        parts.store.ping([exchange, late](const Result<void> &pong) {
            late->stop();
            exchange->reply(pong ? http::Response::json(R"({"status":"ready"})")
                                 : http::Response::json(R"({"status":"not ready"})", 503));
        });
    });
    for (const QString &path : parts.files.paths()) {
        get(path, [&parts, path](const http::ExchangePtr &exchange) {
            exchange->reply(parts.files.serve(path, exchange->request()));
        });
    }
    parts.rest.addTo(parts.router);
    parts.router.addPrefix(u"/socket.io"_s, [&parts](const http::ExchangePtr &exchange) {
        if (const auto file = parts.clientFiles.serve(exchange->request()))
            exchange->reply(*file);
        else
            parts.engine.handleRequest(exchange);
    });
}

void Application::addSockets()
{
    Parts &parts = *m_parts;
    connect(&parts.engine, &engineio::Server::sessionOpened, &parts.sockets.endpoint(),
            &socketio::Endpoint::attach);

    net::WsFrontend::Path engine;
    engine.path = u"/socket.io"_s;
    engine.options.maxMessageBytes = m_config.maxPayloadBytes;
    engine.options.maxBufferedBytes = m_config.maxBufferedBytes;
    engine.check = [&parts](const http::Request &handshake) {
        return parts.engine.checkUpgrade(handshake);
    };
    engine.accepted = [&parts](const http::Request &handshake,
                               std::unique_ptr<websocket::Connection> connection) {
        parts.engine.handleUpgrade(handshake, std::move(connection));
    };
    parts.webSockets.addPath(engine);

    parts.webSockets.setCompression(m_config.webSocketCompression);

    net::WsFrontend::Path plain;
    plain.path = u"/ws"_s;
    plain.options = engine.options;
    plain.accepted = [&parts](const http::Request &handshake,
                              std::unique_ptr<websocket::Connection> connection) {
        new PlainSession(parts.gateway, parts.timers, handshake, std::move(connection), {},
                         &parts.plainSessions);
    };
    parts.webSockets.addPath(plain);
}

void Application::listen()
{
    Parts &parts = *m_parts;
    QStringList urls;
    net::PortMuxOptions options;
    options.connections = m_config.rateLimits.connections;
    options.connectionsPerAddress = m_config.rateLimits.connectionsPerAddress;
    options.limitsPerAddress = [limited = m_config.rateLimits.enabled] { return limited; };
    if (m_config.openSockets == OpenSockets::On)
        qCWarning(lcServer, "legacy.open_sockets is on: sockets need no token, and act as whoever "
                            "has logged in from the same address");
    for (ListenAddress address : m_config.listen) {
        options.tls = address.secure ? parts.tls.configuration() : nullptr;
        auto listener =
            std::make_unique<net::PortMux>(parts.httpServices(address.dialect), options);
        listener->setListenBacklogSize(4096);
        if (!listener->listen(address.address, address.port)) {
            fail(ExitUnavailable, address.toUrl() + u": "_s + listener->errorString());
            return QCoreApplication::exit(ExitUnavailable);
        }
        address.port = listener->serverPort();
        urls.append(address.toUrl());
        if (!address.secure && !address.address.isLoopback())
            qCInfo(lcServer).noquote() << address.toUrl()
                                       << "is open to the network without "
                                          "encryption, as allow_plaintext says";
        parts.listeners.push_back(std::move(listener));
    }
    QTextStream(stdout) << "parlance-server " << QCoreApplication::applicationVersion()
                        << " listening on " << urls.join(u", "_s) << Qt::endl;
}

void Application::stop()
{
    if (m_stopping || !m_parts)
        return;
    m_stopping = true;
    qCInfo(lcServer, "stopping");
    for (const auto &listener : m_parts->listeners)
        listener->close();
    // Everything received so far is carried out and answered first. A disk that hangs must not hold
    // up the end.
    waitForCalls(m_parts->gateway.answered(), mostWaits);
    m_parts->gateway.finishCalls([this] {
        // What came over REST stands before this in the writer's queue.
        m_parts->store.ping([this](const Result<void> &) { closeConnections(); });
    });
}

// Longer while those that wait get on.
void Application::waitForCalls(quint64 answered, int waits)
{
    m_parts->stopping.start(finishTime, [this, answered, waits] {
        const quint64 now = m_parts->gateway.answered();
        const bool isAtWork = now != answered && !m_parts->gateway.isIdle();
        if (isAtWork && waits > 1)
            waitForCalls(now, waits - 1);
        else
            closeConnections();
    });
}

void Application::closeConnections()
{
    if (std::exchange(m_closing, true))
        return;
    Parts &parts = *m_parts;
    parts.stopping.stop();
    parts.engine.shutDown();
    parts.hub.disconnectAll(DisconnectReason::ServerShutdown);
    // Those that have not shown a token yet are not the hub's.
    for (PlainSession *session : parts.plainSessions.findChildren<PlainSession *>())
        session->disconnect(DisconnectReason::ServerShutdown);
    for (const auto &listener : parts.listeners) {
        listener->shutDown();
        connect(listener.get(), &net::PortMux::connectionCountChanged, this,
                &Application::quitWhenClosed);
    }
    parts.stopping.start(closeTime, [] { QCoreApplication::quit(); });
    quitWhenClosed();
}

void Application::quitWhenClosed()
{
    int open = 0;
    for (const auto &listener : m_parts->listeners)
        open += listener->connectionCount();
    if (open == 0)
        QCoreApplication::quit();
}

} // namespace parlance
