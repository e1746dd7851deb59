// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/localserver.h"
#include "connections/appendpoint.h"
#include "core.h"
#include "metricsendpoint.h"
#include "net/clientfiles.h"
#include "net/httpfrontend.h"
#include "net/portmux.h"
#include "net/restapi.h"
#include "net/router.h"
#include "net/staticfiles.h"
#include "net/tlskeeper.h"
#include "net/wsfrontend.h"

#include <QObject>

namespace parlance {

/// The network side of the core: listeners, HTTP with its routes, WebSockets, Socket.IO. Event loop
/// only.
class Network
{
public:
    /// Both outlive it.
    Network(Core &core, const Config &config, const QByteArray &secret);

    /// Reads the files named in the configuration. Returns ExitOk, or the exit code after printing
    /// one line on stderr; so do the functions below.
    int load();
    /// Starts to listen, and prints the addresses on stdout.
    int listen();
    /// Reloads the TLS certificate.
    void reload();

    // For the figures; of all listeners but the one that shows them.
    LabelledCounts responses() const { return statuses(&net::HttpCounters::responses); }
    LabelledCounts rejections() const { return statuses(&net::HttpCounters::rejections); }
    struct RefusedPackets
    {
        quint64 webSocket = 0;
        quint64 engineIo = 0;
        quint64 socketIo = 0;
    };
    RefusedPackets refusedPackets() const;
    const CallErrors &callErrors() const { return m_rest.errors(); }

    /// Accepts no new connections.
    void stopListening();
    /// Closes the connections so that clients reconnect; those with a pending answer are closed
    /// after it. `closed` runs inside this call, or later: once or more often.
    void closeConnections(std::function<void()> closed);

private:
    void addRoutes();
    void addHealth();
    void addSockets();
    void addConsoles();
    void addMetrics();
    /// Not served, because its address is banned.
    std::optional<http::Response> refusalOf(const http::Request &request) const;
    net::HttpServices services(const ListenAddress &address);
    net::HttpServices commandServices();
    net::HttpServices metricsServices();
    LabelledCounts statuses(net::StatusCounts net::HttpCounters::*which) const;
    net::PortMuxOptions listenerOptions(const ListenAddress &address) const;
    Result<QStringList> listenOnAll();
    Result<QString> listenForMetrics();
    Result<QString> listenOn(const ListenAddress &address, net::HttpServices services,
                             const net::PortMuxOptions &options);
    /// Returns ExitOk.
    int listenLocally();

    Core &m_core;
    const Config &m_config;
    net::CommonFields m_fields;
    /// No page may read the metrics.
    net::CommonFields m_noOrigins{{QByteArray("null")}};
    net::TrustedProxies m_proxies;
    net::ConnectionLimits m_limits;
    net::TlsKeeper m_tls;
    net::HttpFrontend m_frontend;
    net::Router m_router;
    /// Of the listener for administrators.
    net::Router m_commands;
    MetricsEndpoint m_metrics;
    net::Router m_metricsRouter;
    net::StaticFiles m_files;
    net::ClientFiles m_clientFiles;
    net::RestApi m_rest;
    net::WsFrontend m_webSockets;
    /// Of the listener for administrators.
    net::WsFrontend m_adminWebSockets;
    /// Of the listener for metrics, which opens none.
    net::WsFrontend m_noWebSockets;
    engineio::Server m_engine;
    AppEndpoint m_sockets;
    QObject m_plainSessions;
    admin::LocalServer m_local;
    std::vector<std::unique_ptr<net::PortMux>> m_listeners;
    /// The one of m_listeners that shows the figures; null: there is none.
    const net::PortMux *m_metricsListener = nullptr;
};

} // namespace parlance
