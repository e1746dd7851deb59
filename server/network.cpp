// SPDX-License-Identifier: GPL-3.0-or-later
#include "network.h"

#include "addressrefused.h"
#include "admin/adminapi.h"
#include "cli/exit.h"
#include "connections/plainsession.h"
#include "console/localtransport.h"
#include "console/websockettransport.h"
#include "dialects/apidocument.h"
#include "logging.h"
#include "shared/adminprotocol/values.h"

#include <QCoreApplication>
#include <QTextStream>

namespace parlance {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto readyTime = 1s;
constexpr int listenBacklog = 4096;

QByteArrayList toLatin1(const QStringList &texts)
{
    QByteArrayList list;
    for (const QString &text : texts)
        list.append(text.toLatin1());
    return list;
}

void get(net::Router &router, const QString &path,
         const std::function<void(const http::ExchangePtr &)> &handler)
{
    router.add(
        http::Method::Get, path,
        [handler](const http::ExchangePtr &exchange, const QStringList &) { handler(exchange); });
}

QHash<QString, QJsonObject> apiDocuments()
{
    return {{u"/openapi.json"_s, apidocument::openApi(admin::apiDescription())},
            {u"/asyncapi.json"_s, apidocument::asyncApi()},
            {u"/admin/asyncapi.json"_s, apidocument::adminProtocol()}};
}

void warnOfOpenSockets()
{
    qCWarning(lcServer, "legacy.open_sockets is on: sockets need no token, and act as whoever "
                        "has logged in from the same address");
}

} // namespace

Network::Network(Core &core, const Config &config, const QByteArray &secret)
    : m_core(core)
    , m_config(config)
    , m_fields(toLatin1(config.allowedOrigins))
    , m_limits(connectionLimits(config))
    , m_tls({config.tlsCertificate, config.tlsKey})
    , m_metrics(core.metrics, config.metricsToken)
    , m_files(apiDocuments())
    , m_rest(core.pipeline, core.services, core.registry)
    , m_webSockets(core.timers, m_fields)
    , m_adminWebSockets(core.timers, m_fields)
    , m_noWebSockets(core.timers, m_noOrigins)
    , m_engine(engineOptions(config), core.timers)
    , m_sockets(core.gateway, core.timers, socketOptions(config, secret))
    , m_local(core.pipeline, core.sessions)
{
    if (auto parsed = net::TrustedProxies::parse(config.trustedProxies))
        m_proxies = *parsed;
    addHealth();
    addRoutes();
    addSockets();
    addConsoles();
    addMetrics();
}

int Network::load()
{
    if (usesTls(m_config)) {
        if (const auto loaded = m_tls.load(); !loaded)
            return fail(ExitConfig, loaded.error().message());
    }
    if (const QString directory = clientDirectory(m_config); !directory.isEmpty()) {
        auto files = net::ClientFiles::load(directory);
        if (!files)
            return fail(ExitConfig, files.error().message());
        m_clientFiles = std::move(*files);
    }
    if (!m_frontend.start())
        return fail(ExitUnavailable, u"Qt HTTP Server cannot be started"_s);
    return ExitOk;
}

void Network::reload()
{
    if (usesTls(m_config))
        m_tls.reload();
    else
        qCInfo(lcServer, "there is no TLS certificate to read again");
}

void Network::addHealth()
{
    get(m_router, u"/healthz"_s, [](const http::ExchangePtr &exchange) {
        exchange->reply(http::Response::json(R"({"status":"ok"})"));
    });
    get(m_router, u"/readyz"_s, [this](const http::ExchangePtr &exchange) {
        // A writer that is blocked by its disk does not answer: a timeout is "not ready" too.
        auto late = std::make_shared<Deadline>(m_core.timers);
        late->start(readyTime, [exchange] {
            exchange->reply(http::Response::json(R"({"status":"not ready"})", 503));
        });
        m_core.store.ping([exchange, late](const Result<void> &pong) {
            late->stop();
            exchange->reply(pong ? http::Response::json(R"({"status":"ready"})")
                                 : http::Response::json(R"({"status":"not ready"})", 503));
        });
    });
}

void Network::addRoutes()
{
    for (const QString &path : m_files.paths()) {
        // The commands are not described where they are not served.
        const bool isOfAdmin = path.startsWith(u"/admin/"_s) && m_config.adminListen;
        get(isOfAdmin ? m_commands : m_router, path,
            [this, path](const http::ExchangePtr &exchange) {
                exchange->reply(m_files.serve(path, exchange->request()));
            });
    }
    using Part = net::RestApi::Part;
    m_rest.addTo(m_router, m_config.adminListen ? Part::AllButCommands : Part::Everything);
    m_rest.addTo(m_commands, Part::OnlyCommands);
    m_router.addPrefix(u"/socket.io"_s, [this](const http::ExchangePtr &exchange) {
        if (const auto file = m_clientFiles.serve(exchange->request()))
            exchange->reply(*file);
        else
            m_engine.handleRequest(exchange);
    });
}

void Network::addSockets()
{
    QObject::connect(&m_engine, &engineio::Server::sessionOpened, &m_sockets.endpoint(),
                     &socketio::Endpoint::attach);
    m_webSockets.setCompression(m_config.webSocketCompression);

    net::WsFrontend::Path engine;
    engine.path = u"/socket.io"_s;
    engine.options.maxMessageBytes = m_config.maxPayloadBytes;
    engine.options.maxBufferedBytes = m_config.maxBufferedBytes;
    engine.check = [this](const http::Request &handshake) {
        return m_engine.checkUpgrade(handshake);
    };
    engine.accepted = [this](const http::Request &handshake,
                             std::unique_ptr<websocket::Connection> connection) {
        m_engine.handleUpgrade(handshake, std::move(connection));
    };
    m_webSockets.addPath(engine);

    net::WsFrontend::Path plain;
    plain.path = u"/ws"_s;
    plain.options = engine.options;
    PlainSession::Options sessions;
    sessions.pingInterval = m_config.pingInterval;
    sessions.pingTimeout = m_config.pingTimeout;
    plain.accepted = [this, sessions](const http::Request &handshake,
                                      std::unique_ptr<websocket::Connection> connection) {
        new PlainSession(m_core.gateway, m_core.timers, handshake, std::move(connection), sessions,
                         &m_plainSessions);
    };
    m_webSockets.addPath(plain);
}

void Network::addConsoles()
{
    using console::WebSocketTransport;
    m_adminWebSockets.setCompression(m_config.webSocketCompression);
    net::WsFrontend::Path path;
    path.path = u"/admin"_s;
    path.subprotocol = adminprotocol::protocolName.latin1();
    path.origins = toLatin1(m_config.adminAllowedOrigins);
    path.options.maxMessageBytes = adminprotocol::maxClientMessageBytes;
    // The console itself is ended earlier, and told why.
    path.options.maxBufferedBytes = 2 * console::Console::mostBytes;
    path.accepted = [this](const http::Request &handshake,
                           std::unique_ptr<websocket::Connection> connection) {
        const WebSocketTransport::Heartbeat heartbeat{m_config.pingInterval, m_config.pingTimeout};
        m_core.console.consoles.open(
            std::make_unique<WebSocketTransport>(std::move(connection), heartbeat),
            {handshake.remoteAddress});
    };
    (m_config.adminListen ? m_adminWebSockets : m_webSockets).addPath(path);
    m_local.setOtherProtocol(
        {adminprotocol::protocolName, [this](QLocalSocket *socket, const admin::LocalPeer &peer,
                                             const std::optional<QString> &token) {
             m_core.console.consoles.open(std::make_unique<console::LocalTransport>(socket),
                                          {peer.name(), true, token});
         }});
}

net::HttpServices Network::services(const ListenAddress &address)
{
    const auto dispatch = [this](const http::ExchangePtr &exchange) {
        m_router.dispatch(exchange);
    };
    net::HttpServices services{
        m_core.timers, m_frontend, m_webSockets, m_fields,
        m_proxies,     m_limits,   dispatch,     m_core.registry.indexOf(address.dialect)};
    services.refusal = [this](const http::Request &request) { return refusalOf(request); };
    return services;
}

std::optional<http::Response> Network::refusalOf(const http::Request &request) const
{
    const auto allowed = m_core.bans.mayConnect(request.remoteAddress);
    // A session that the ban ends is told so at its next poll.
    const bool isPoll = request.method == http::Method::Get &&
                        request.segments.value(0) == u"socket.io"_s &&
                        m_engine.isPollOfSession(request);
    // A browser shows an answer to its page only if it was allowed to ask.
    if (allowed || isPoll || request.method == http::Method::Options)
        return std::nullopt;
    return addressRefused(request, allowed.error());
}

net::HttpServices Network::commandServices()
{
    const auto dispatch = [this](const http::ExchangePtr &exchange) {
        m_commands.dispatch(exchange);
    };
    net::HttpServices services{m_core.timers, m_frontend, m_adminWebSockets, m_fields,
                               m_proxies,     m_limits,   dispatch};
    services.refusal = [this](const http::Request &request) { return refusalOf(request); };
    return services;
}

int Network::listen()
{
    if (m_config.openSockets == OpenSockets::On)
        warnOfOpenSockets();
    const auto urls = listenOnAll();
    if (!urls)
        return fail(ExitUnavailable, urls.error().message());
    if (const int code = listenLocally(); code != ExitOk)
        return code;
    m_core.server.setListeners(*urls);
    QTextStream(stdout) << "parlance-server " << QCoreApplication::applicationVersion()
                        << " listening on " << urls->join(u", "_s) << Qt::endl;
    return ExitOk;
}

Result<QStringList> Network::listenOnAll()
{
    QStringList urls;
    for (const ListenAddress &address : m_config.listen) {
        const auto url = listenOn(address, services(address), listenerOptions(address));
        if (!url)
            return url.error();
        urls.append(*url);
    }
    if (m_config.adminListen) {
        const ListenAddress &address = *m_config.adminListen;
        const auto url = listenOn(address, commandServices(), listenerOptions(address));
        if (!url)
            return url.error();
        urls.append(*url + u" (administrators)"_s);
    }
    if (m_config.metricsListen) {
        const auto url = listenForMetrics();
        if (!url)
            return url.error();
        urls.append(*url);
    }
    return urls;
}

int Network::listenLocally()
{
    // The data directory is for one user; who names a path may want to share it.
    using Audience = admin::LocalServer::Audience;
    const auto audience = m_config.adminSocket.isEmpty() ? Audience::User : Audience::Group;
    const auto local = m_local.listen(adminSocketPath(m_config), audience);
    if (local)
        return ExitOk;
    // The default path may be too long, and the server works without the socket.
    if (!m_config.adminSocket.isEmpty())
        return fail(ExitUnavailable, local.error().message());
    qCWarning(lcServer, "%s", qUtf8Printable(local.error().message()));
    return ExitOk;
}

net::PortMuxOptions Network::listenerOptions(const ListenAddress &address) const
{
    net::PortMuxOptions options;
    options.connections = m_config.rateLimits.connections;
    options.connectionsPerAddress = m_config.rateLimits.connectionsPerAddress;
    options.limitsPerAddress = [limited = m_config.rateLimits.enabled] { return limited; };
    options.tls = address.secure ? m_tls.configuration() : nullptr;
    return options;
}

// Returns the address with the port that was chosen.
Result<QString> Network::listenOn(const ListenAddress &address, net::HttpServices services,
                                  const net::PortMuxOptions &options)
{
    auto listener = std::make_unique<net::PortMux>(std::move(services), options);
    listener->setListenBacklogSize(listenBacklog);
    if (!listener->listen(address.address, address.port)) {
        const QString why = address.toUrl() + u": "_s + listener->errorString();
        return Error::of(ErrorCode::Conflict, why);
    }
    ListenAddress listening = address;
    listening.port = listener->serverPort();
    if (!address.secure && !address.address.isLoopback())
        qCInfo(lcServer).noquote() << listening.toUrl()
                                   << "is open to the network without encryption, as "
                                      "allow_plaintext says";
    m_listeners.push_back(std::move(listener));
    return listening.toUrl();
}

void Network::stopListening()
{
    m_local.close();
    for (const auto &listener : m_listeners)
        listener->close();
}

void Network::closeConnections(std::function<void()> closed)
{
    m_engine.shutDown();
    m_core.hub.disconnectAll(DisconnectReason::ServerShutdown);
    m_core.console.consoles.shutDown();
    // Connections without a session yet are not in the hub.
    for (PlainSession *session : m_plainSessions.findChildren<PlainSession *>())
        session->disconnect(DisconnectReason::ServerShutdown);
    const auto check = [this, closed = std::move(closed)] {
        int open = 0;
        for (const auto &listener : m_listeners)
            open += listener->connectionCount();
        if (open + m_local.connectionCount() == 0)
            closed();
    };
    QObject::connect(&m_local, &admin::LocalServer::connectionCountChanged, &m_plainSessions,
                     check);
    m_local.shutDown();
    for (const auto &listener : m_listeners) {
        listener->shutDown();
        QObject::connect(listener.get(), &net::PortMux::connectionCountChanged, &m_plainSessions,
                         check);
    }
    check();
}

} // namespace parlance
