// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/endpoint.h"
#include "socketio/socket.h"
#include "support/socketiofakes.h"

#include <QPointer>

namespace parlance::test {

/// A socket that accepts every client and records its events. The test makes all other calls.
class TestSocket : public socketio::Socket
{
public:
    using Socket::accept;
    using Socket::acknowledge;
    using Socket::refuse;
    using Socket::sendShared;
    using Socket::whenDelivered;

    TestSocket(socketio::ClientConnection &peer, socketio::Namespace &nsp, QByteArrayList &notes,
               bool acceptsAtOnce)
        : Socket(peer, nsp)
        , log(notes)
        , atOnce(acceptsAtOnce)
    {
    }

    /// Runs inside ended().
    std::function<void()> onEnd;

    QString id() const { return QString::fromLatin1(sid()); }
    void emitText(const char *name, const QJsonValue &argument = QJsonValue::Undefined,
                  socketio::Delivery delivery = socketio::Delivery::Kept)
    {
        const auto args = argument.isUndefined() ? QJsonArray() : QJsonArray{argument};
        sendEvent({QString::fromLatin1(name), args, {}}, delivery);
    }

protected:
    void connectRequested(const socketio::ConnectRequest &request) override
    {
        log += "connect " + nsp().name() + ' ' +
               QJsonDocument(request.auth).toJson(QJsonDocument::Compact);
        if (atOnce)
            accept();
    }
    void connected() override { log += isRecovered() ? "recovered" : "new"; }
    void eventReceived(const socketio::ClientEvent &event) override
    {
        log += "event " + event.name.toUtf8() + ' ' +
               QJsonDocument(event.args).toJson(QJsonDocument::Compact);
    }
    void ended(const QByteArray &reason) override
    {
        log += "end " + reason;
        if (onEnd)
            onEnd();
    }

private:
    QByteArrayList &log;
    const bool atOnce;
};

/// An endpoint with the namespaces "/" and "/x" and any number of clients.
class SocketIoFixture
{
public:
    explicit SocketIoFixture(socketio::Options options = {})
        : endpoint(std::make_unique<socketio::Endpoint>(timers, options))
    {
        for (const char *name : {"/", "/x"})
            endpoint->addNamespace(
                name, [this](socketio::ClientConnection &peer, socketio::Namespace &nsp) {
                    auto *socket = new TestSocket(peer, nsp, log, acceptsAtOnce);
                    sockets.append(socket);
                    return socket;
                });
    }

    socketio::Namespace &nsp(const char *name = "/") const { return *endpoint->find(name); }
    TestSocket *last() const { return sockets.last(); }

    /// A session that has sent `messages` and whose answers were discarded.
    FakeSession *session(const QByteArrayList &messages = {"0"})
    {
        sessions.push_back(std::make_unique<FakeSession>());
        FakeSession *added = sessions.back().get();
        endpoint->attach(added);
        for (const QByteArray &message : messages)
            added->receive(message);
        added->greeting = std::exchange(added->sent, {});
        return added;
    }

    TimerQueue timers;
    QByteArrayList log;
    bool acceptsAtOnce = true;
    QList<QPointer<TestSocket>> sockets;
    std::vector<std::unique_ptr<FakeSession>> sessions;
    std::unique_ptr<socketio::Endpoint> endpoint;
};

} // namespace parlance::test
