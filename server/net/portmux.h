// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpconnection.h"

#include <QHash>
#include <QPointer>
#include <QSocketNotifier>
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
};

/// The listener: one port for HTTP and WebSocket. Event loop only. Listen with listen() of
/// QTcpServer; listen to several addresses with several of them.
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
    void watchNotifier();
    void pauseForAMoment();
    void add(std::unique_ptr<QTcpSocket> socket);
    std::optional<http::Rejection> admit(const QHostAddress &address, int ofAddress) const;
    void release(const QHostAddress &subscriber);

    const HttpServices m_services;
    const PortMuxOptions m_options;
    std::unordered_set<HttpConnection *> m_connections;
    QHash<QHostAddress, int> m_perAddress;
    int m_count = 0;
    Deadline m_resume;
    QPointer<QSocketNotifier> m_notifier;
    /// How often the listening socket was ready since the last connection came of it.
    int m_fruitless = 0;
    /// Said so once already.
    bool m_starved = false;
};

} // namespace parlance::net
