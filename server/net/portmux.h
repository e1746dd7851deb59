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
    /// WebSockets count as well. One more is told 429 and closed. Trusted proxies are exempt: what
    /// connects is the proxy, whoever its clients are.
    int connectionsPerAddress = 100;
    /// One more is told 503 and closed.
    int connections = 20000;
    /// False lifts connectionsPerAddress, asked at each connection; empty: always in force.
    std::function<bool()> limitsPerAddress;
    /// How long accepting pauses when the process has no descriptor left.
    std::chrono::milliseconds acceptPause{200};
    /// The listener speaks TLS with this (TlsCertificate::configuration); null: plain TCP. Looked
    /// at for each connection, so it may change while the listener is open, which it must outlive.
    /// Connections above the limits are closed without a word: no encryption is made for them.
    const QSslConfiguration *tls = nullptr;
};

/// The listener: one port for HTTP and WebSocket, over TCP or TLS. A handshake of TLS is a
/// connection as all others, and has ConnectionLimits::headerTime. Event loop only. Listen with
/// listen() of QTcpServer; listen to several addresses with several of them.
class PortMux : public QTcpServer
{
    Q_OBJECT

public:
    PortMux(HttpServices services, PortMuxOptions options, QObject *parent = nullptr);
    /// Drops all connections that are not WebSockets.
    ~PortMux() override;

    /// Open sockets, WebSockets included.
    int connectionCount() const { return m_count; }
    /// Accepts nobody any more; connections close once their open answers are written.
    void shutDown();

Q_SIGNALS:
    /// After a socket was opened or closed.
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
    /// How often the listening socket was ready since the last connection came of it.
    int m_fruitless = 0;
    /// Said so once already.
    bool m_starved = false;
};

} // namespace parlance::net
