// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "eventloop/timerqueue.h"
#include "http/requestparser.h"
#include "net/commonfields.h"
#include "net/replyqueue.h"
#include "net/trustedproxies.h"

#include <QObject>
#include <QTcpSocket>

#include <chrono>
#include <functional>
#include <memory>

namespace parlance::net {

class HttpFrontend;
class WsFrontend;

/// What one connection may take.
struct ConnectionLimits
{
    http::GuardLimits guard;
    /// Requests whose answers are open; the next one waits unread.
    int outstanding = 16;
    /// Answers that wait for a slow reader, in bytes; above it nothing more is read. One answer may
    /// be larger.
    qint64 bufferedBytes = 1024 * 1024;
    /// From connecting to the first byte, and from a request's first byte to the end of its head;
    /// also for the 101 of a WebSocket.
    std::chrono::milliseconds headerTime{10000};
    /// From an answer to the next request.
    std::chrono::milliseconds idleTime{60000};
    /// In this time at least `bodyProgress` bytes of a body (or its rest) must come.
    std::chrono::milliseconds bodyTime{10000};
    qint64 bodyProgress = 1024;
    /// A client that reads nothing for so long while an answer waits is dropped.
    std::chrono::milliseconds writeTime{30000};
    /// After our last byte: how long, and for how many bytes, we wait for the client to hang up.
    std::chrono::milliseconds lingerTime{2000};
    /// Bytes are thrown away as they come: a client that looks up only after its whole body still
    /// finds the refusal.
    qint64 lingerBytes = qint64(16) * 1024 * 1024;
};

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
    /// http::Request::dialect of all requests.
    quint8 dialect = 0;
    /// The listener's address and port; the first is a loopback one. Filled in by PortMux.
    QString listener = {};
    bool onLoopback = false;
};

/// One client's connection from accept() to its end, or until it has become a WebSocket: reads
/// requests through the guard, hands them on, writes the answers in order, keeps the time. A client
/// that leaves aborts its open exchanges; one that has shut down its writing side counts as gone as
/// soon as what it sent before is answered as far as it can be at once. Event loop only.
class HttpConnection : public QObject
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
    /// What the client has to do before the time is up.
    enum class Phase { None, FirstByte, Idle, Head, Body, Upgrade, Linger };

    // Reading
    void watchSocket();
    void attendSoon();
    void readSocket();
    void readBytes(QByteArrayView bytes);
    bool wantsRequests() const;
    void setOrigin(http::Request &request) const;
    void takeRequest(http::RawRequest raw, bool bytesFollow);
    void linger();
    void discardInput();

    // Answering
    quint64 addSlot(const http::RawRequest &raw, const http::Request *request);
    void complete(quint64 id, const http::Response &response);
    /// `target`: as far as it is known.
    void reject(const http::Rejection &rejection, const QByteArray &target = {});
    void writeAnswers();
    void writeContinue();
    void write(const QByteArray &bytes);
    void afterAnswer();
    void resumeSoon();
    void watchWritten();

    // WebSocket
    void startUpgrade(const http::RawRequest &raw, http::Request request, bool bytesFollow);
    void finishUpgrade(const QByteArray &answer);

    // Time
    Phase phase() const;
    std::chrono::milliseconds timeFor(Phase phase) const;
    void watch();
    void timeUp();
    void watchWriting();
    void drop(const char *reason);

    void lost();
    void finish();

    const HttpServices &m_services;
    std::unique_ptr<QTcpSocket> m_socket;
    const QHostAddress m_peer;
    http::RequestParser m_parser;
    ReplyQueue m_replies;
    /// Read from the socket, but waits for a free slot.
    QByteArray m_rest;
    std::unique_ptr<http::Request> m_handshake;
    State m_state = State::Open;
    const bool m_secure;
    bool m_attending = false;
    bool m_reading = false;
    bool m_resuming = false;
    bool m_continued = false;
    bool m_watchesWritten = false;

    Phase m_phase = Phase::None;
    quint64 m_requests = 0;
    quint64 m_phaseRequest = 0;
    /// Milliseconds of the steady clock: since when m_phase lasts, and when m_deadline runs.
    qint64 m_since = 0;
    qint64 m_armedFor = 0;
    qint64 m_readInPhase = 0;
    qint64 m_queuedBytes = 0;
    qint64 m_writtenAtCheck = 0;
    Deadline m_deadline;
    Deadline m_writeDeadline;
};

} // namespace parlance::net
