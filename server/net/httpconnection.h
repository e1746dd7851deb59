// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/exchange.h"
#include "http/requestparser.h"
#include "net/clientclock.h"
#include "net/clientsocket.h"
#include "net/commonfields.h"
#include "net/connectionlimits.h"
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

/// What all connections of a listener use; everything must outlive them.
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
    /// http::Request::listenerTag of all requests. RestApi takes it for the index of the dialect
    /// that the listener is pinned to.
    quint8 listenerTag = 0;
    /// The listener's address and port; the first is a loopback one. Filled in by PortMux.
    QString listener = {};
    bool onLoopback = false;
};

/// One client's connection from accept() to its end, or until it has become a WebSocket: reads
/// requests through the guard, hands them on, writes the answers in order. A client that leaves
/// aborts its open exchanges; one that has shut down its writing side counts as gone as soon as
/// what it sent before is answered as far as it can be at once. Event loop only.
class HttpConnection : public QObject, private ClientSocket::Listener
{
    Q_OBJECT

public:
    /// A QSslSocket is taken for encrypted, and must close itself where its encryption ends
    /// (TlsHandshake).
    HttpConnection(std::unique_ptr<QTcpSocket> socket, const HttpServices &services);
    ~HttpConnection() override;

    /// Answers with this error and closes, whatever the client asks.
    void refuse(const http::Rejection &rejection);
    /// Closes once all open answers are written.
    void shutDown();

Q_SIGNALS:
    /// Once: the connection is over, or is a WebSocket now. Delete it in a later turn.
    void finished();

private:
    enum class State {
        Open,
        /// Waits for QWebSocketServer's answer.
        Upgrading,
        /// No further request is read; what is owed is written.
        Draining,
        /// All is written; waits for the client to hang up.
        Lingering,
        Gone
    };

    void readable() override;
    void written() override { proceed(); }
    void lost() override;

    bool wantsRequests() const;
    void readBytes(QByteArrayView bytes);
    void takeRequest(http::RawRequest raw, bool bytesFollow);
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
