// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/exchange.h"
#include "http/requestparser.h"
#include "net/clientclock.h"
#include "net/clientsocket.h"
#include "net/commonfields.h"
#include "net/connectionlimits.h"
#include "net/httpcounters.h"
#include "net/replyqueue.h"
#include "net/trustedproxies.h"
#include "net/writestall.h"

#include <QObject>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace parlance::net {

class HttpFrontend;
class WsFrontend;

/// Shared by all connections of a listener; everything must outlive them.
struct HttpServices
{
    TimerQueue &timers;
    HttpFrontend &frontend;
    WsFrontend &webSockets;
    const CommonFields &fields;
    const TrustedProxies &proxies;
    const ConnectionLimits &limits;
    /// Answers a request, now or later; Router::dispatch.
    std::function<void(const http::ExchangePtr &exchange)> dispatch;
    /// http::Request::listenerTag of all requests. RestApi uses it as the index of the dialect that
    /// the listener is pinned to.
    quint8 listenerTag = 0;
    /// The listener's address and port; set if the address is a loopback one. Filled in by PortMux.
    QString listener = {};
    bool onLoopback = false;
    /// Asked before dispatch and WebSockets: the answer of a request that is not served. Its
    /// connection is closed. Empty: all are served.
    std::function<std::optional<http::Response>(const http::Request &request)> refusal = {};
    /// The listener's. Filled in by PortMux.
    HttpCounters *counters = nullptr;
};

/// A client's connection from accept() until it closes or becomes a WebSocket: reads requests
/// through the guard, dispatches them, writes the answers in order. If the client closes, its open
/// exchanges are aborted. A client that has shut down its writing side counts as closed once its
/// earlier requests are answered, as far as that is possible at once. Event loop only.
class HttpConnection : public QObject, private ClientSocket::Listener
{
    Q_OBJECT

public:
    /// A QSslSocket counts as encrypted, and must close itself when its encryption ends
    /// (TlsHandshake).
    HttpConnection(std::unique_ptr<QTcpSocket> socket, const HttpServices &services);
    ~HttpConnection() override;

    /// Answers any request with this error and closes.
    void refuse(const http::Rejection &rejection);
    /// Closes once all open answers are written.
    void shutDown();

Q_SIGNALS:
    /// Emitted once: the connection is closed, or is a WebSocket now. Delete it in a later turn.
    void finished();

private:
    enum class State {
        Open,
        /// Waits for QWebSocketServer's answer.
        Upgrading,
        /// No further request is read; pending answers are written.
        Draining,
        /// All is written; waits for the client to close.
        Lingering,
        Gone
    };

    void readable() override;
    void written() override { proceed(); }
    void lost() override;

    bool wantsRequests() const;
    void readBytes(QByteArrayView bytes);
    void takeRequest(http::RawRequest raw, bool bytesFollow);
    void refuseRequest(http::RawRequest raw, const http::Request &request,
                       const http::Response &response);
    void startUpgrade(const http::RawRequest &raw, http::Request request, bool bytesFollow);
    void finishUpgrade(const http::Request &handshake, const QByteArray &answer);

    void complete(quint64 id, const http::Response &response);
    /// `target`: as far as it is known.
    void reject(const http::Rejection &rejection, const QByteArray &target = {});
    void writeContinue();
    void proceed();
    ClientClock::Phase phase() const;
    void timeUp(ClientClock::Phase overdue);
    void finish();

    const HttpServices &m_services;
    ClientSocket m_socket;
    ClientClock m_clock;
    WriteStall m_writeStall;
    http::RequestParser m_parser;
    ReplyQueue m_replies;
    /// Read from the socket, but waits for a free slot.
    QByteArray m_rest;
    quint64 m_requests = 0;
    State m_state = State::Open;
    bool m_reading = false;
    bool m_continued = false;
};

} // namespace parlance::net
