// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpconnection.h"
#include "net/tlsgate.h"

#include <QHash>
#include <QPointer>
#include <QSocketNotifier>
#include <QSslConfiguration>
#include <QTcpServer>

#include <functional>
#include <unordered_set>

namespace parlance::net {

struct PortMuxOptions
{
    /// Connections per client address, WebSockets included. Further ones are answered 429 and
    /// closed. Trusted proxies are exempt, because one proxy connects for many clients.
    int connectionsPerAddress = 100;
    /// Connections in total. Further ones are answered 503 and closed.
    int connections = 20000;
    /// Returns false to lift connectionsPerAddress; called for each connection. Empty: always in
    /// force.
    std::function<bool()> limitsPerAddress;
    /// How long accepting pauses when the process has no file descriptor left.
    std::chrono::milliseconds acceptPause{200};
    /// The listener uses TLS with this configuration (TlsCertificate::configuration); null: plain
    /// TCP. Read for each connection, so it may change while the listener is open; it must outlive
    /// the listener. Connections above the limits are closed without an answer, to save the
    /// handshake.
    const QSslConfiguration *tls = nullptr;
};

/// The listener: one port for HTTP and WebSocket, over TCP or TLS. A TLS handshake counts as a
/// connection, and is limited by ConnectionLimits::headerTime. Event loop only. Listen with
/// listen() of QTcpServer; use one object for each address.
class PortMux : public QTcpServer
{
    Q_OBJECT

public:
    PortMux(HttpServices services, PortMuxOptions options, QObject *parent = nullptr);
    /// Drops all connections that are not WebSockets.
    ~PortMux() override;

    /// Open sockets, WebSockets included.
    int connectionCount() const { return m_count; }
    const HttpCounters &counters() const { return m_counters; }
    /// Accepts no new connections; open ones close once their answers are written.
    void shutDown();

Q_SIGNALS:
    /// Emitted after a socket was opened or closed.
    void connectionCountChanged(int count);

protected:
    void incomingConnection(qintptr descriptor) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Open sockets of one subscriber.
    struct Count
    {
        int admitted = 0;
        int refused = 0;
    };

    void watchNotifier();
    void pauseForAMoment();
    void add(std::unique_ptr<QTcpSocket> socket);
    void dropHandshakes();
    void encrypt(std::unique_ptr<QSslSocket> socket);
    void finishHandshake(TlsHandshake *handshake, TlsHandshake::Outcome outcome);
    void describeListener();
    void open(std::unique_ptr<QTcpSocket> socket, const std::optional<http::Rejection> &refused);
    bool isLimited(const QHostAddress &address) const;
    std::optional<http::Rejection> admit(const QHostAddress &address, int admitted) const;
    void release(const QHostAddress &subscriber, bool wasRefused);

    HttpCounters m_counters;
    HttpServices m_services;
    const PortMuxOptions m_options;
    TlsGate m_gate;
    std::unordered_set<TlsHandshake *> m_handshakes;
    std::unordered_set<HttpConnection *> m_connections;
    QHash<QHostAddress, Count> m_perAddress;
    int m_refused = 0;
    int m_count = 0;
    Deadline m_resume;
    QPointer<QSocketNotifier> m_notifier;
    /// How often the listening socket was ready since the last accepted connection.
    int m_fruitless = 0;
    /// The lack of descriptors is already logged.
    bool m_starved = false;
};

} // namespace parlance::net
