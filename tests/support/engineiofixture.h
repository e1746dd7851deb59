// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/server.h"
#include "support/testsupport.h"

namespace parlance::test {

/// A request passed to the server, and its answer when it exists.
struct Pending
{
    http::ExchangePtr exchange;
    std::optional<http::Response> response;

    bool answered() const { return response.has_value(); }
    int status() const { return response ? response->status : 0; }
    QByteArray body() const { return response ? response->body : QByteArray("<none>"); }
    /// The client closes its connection.
    void leave() { exchange->abort(); }
};
using PendingPtr = std::shared_ptr<Pending>;

inline engineio::Options pinging(std::chrono::milliseconds interval,
                                 std::chrono::milliseconds timeout)
{
    engineio::Options options;
    options.pingInterval = interval;
    options.pingTimeout = timeout;
    return options;
}

/// Rows of how a receiver may close the session: "reason", and the "status" of the POST it does so
/// in.
inline void closingRows()
{
    QTest::addColumn<engineio::CloseReason>("reason");
    QTest::addColumn<int>("status");
    QTest::newRow("with the next poll") << engineio::CloseReason::ForcedClose << 200;
    QTest::newRow("at once") << engineio::CloseReason::ParseError << 400;
}

/// An Engine.IO server without a network: requests are values. Sessions are recorded and, unless
/// `echo` is off, send back what they get.
struct EngineIoFixture
{
    explicit EngineIoFixture(engineio::Options options = {})
        : server(std::make_unique<engineio::Server>(options, timers))
    {
        QObject::connect(server.get(), &engineio::Server::sessionOpened, server.get(),
                         [this](engineio::Session *session) { opened(session); });
    }

    static http::Request makeRequest(http::Method method, const QByteArray &query,
                                     const QByteArray &body = {})
    {
        http::Request request;
        request.method = method;
        request.target = "/socket.io/?" + query;
        if (!http::parseTarget(request.target, request))
            qFatal("bad target");
        request.body = body;
        request.remoteAddress = QStringLiteral("192.0.2.1");
        return request;
    }

    PendingPtr send(http::Request request)
    {
        auto pending = std::make_shared<Pending>();
        pending->exchange = std::make_shared<http::Exchange>(
            std::move(request), [weak = std::weak_ptr(pending)](const http::Response *response) {
                if (const auto known = weak.lock())
                    known->response = response ? *response : http::Response{500, {}, {}};
            });
        server->handleRequest(pending->exchange);
        return pending;
    }

    /// Opens a session over polling and returns its sid.
    QByteArray open(const QByteArray &fields = {})
    {
        send(makeRequest(http::Method::Get, query("polling") + fields));
        return last() ? last()->sid() : QByteArray();
    }
    QByteArray query(const QByteArray &transport) const
    {
        return "EIO=" + QByteArray::number(revision) + "&transport=" + transport;
    }
    QByteArray pollingQuery(const QByteArray &sid) const
    {
        return query("polling") + "&t=abc&sid=" + sid;
    }
    PendingPtr poll(const QByteArray &sid)
    {
        return send(makeRequest(http::Method::Get, pollingQuery(sid)));
    }
    /// The answer to a poll that needs one or more turns of the event loop.
    QByteArray polled(const QByteArray &sid)
    {
        const PendingPtr pending = poll(sid);
        return QTest::qWaitFor([&pending] { return pending->answered(); }) ? pending->body()
                                                                           : QByteArray("<hangs>");
    }
    PendingPtr post(const QByteArray &sid, const QByteArray &body)
    {
        return send(makeRequest(http::Method::Post, pollingQuery(sid), body));
    }
    http::Request webSocketRequest(const QByteArray &sid = {}) const
    {
        const QByteArray target = query("websocket");
        return makeRequest(http::Method::Get, sid.isEmpty() ? target : target + "&sid=" + sid);
    }

    engineio::Session *last() const { return sessions.isEmpty() ? nullptr : sessions.last(); }

    TimerQueue timers;
    bool echo = true;
    /// The protocol version in the client's query.
    int revision = 4;
    /// Not cleared: dangling after the session's end.
    QList<engineio::Session *> sessions;
    QList<QByteArray> received;
    QList<QByteArray> closed;
    std::unique_ptr<engineio::Server> server;

private:
    void opened(engineio::Session *session)
    {
        using engineio::Session;
        sessions += session;
        QObject::connect(session, &Session::textReceived, session,
                         [this, session](const QByteArray &message) {
                             received += message;
                             if (echo)
                                 session->sendText(message);
                         });
        QObject::connect(session, &Session::binaryReceived, session,
                         [this, session](const QByteArray &message) {
                             received += "<binary>" + message;
                             if (echo)
                                 session->sendBinary(message);
                         });
        QObject::connect(session, &Session::closed, session, [this](engineio::CloseReason reason) {
            closed += engineio::closeReasonText(reason);
        });
    }
};

} // namespace parlance::test
