// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/session.h"
#include "gateway/gateway.h"
#include "support/testsupport.h"

#include <QJsonDocument>

#include <utility>
#include <vector>

namespace parlance::test {

/// An Engine.IO session whose client is the test.
class FakeSession : public engineio::Session
{
public:
    QByteArray sid() const override { return "engine-sid"; }
    int revision() const override { return protocol; }
    const http::Request &handshake() const override { return request; }
    bool isOpen() const override { return open; }
    QByteArray transportName() const override { return "websocket"; }
    ConnectionFacts facts() const override { return told; }
    void sendText(const QByteArray &message) override { add(message); }
    void sendBinary(const QByteArray &message) override { add("<binary>" + message); }
    void sendShared(const QByteArray &message, const QByteArray &frame) override
    {
        add(message);
        sharedFrame = frame;
    }
    void sendSharedBinary(const QByteArray &message, const QByteArray &frame) override
    {
        add("<binary>" + message);
        sharedBinaryFrame = frame;
    }
    bool isWritable() const override { return open && writable; }
    void whenDelivered(Task delivered) override
    {
        if (open)
            waiting.push_back({sent, std::move(delivered)});
    }
    void close(engineio::CloseReason reason) override
    {
        if (!open)
            return;
        open = false;
        reasons += engineio::closeReasonText(reason);
        // With `lingers`, like a client that does not poll.
        if (!lingers)
            QMetaObject::invokeMethod(
                this, [this, reason] { Q_EMIT closed(reason); }, Qt::QueuedConnection);
    }

    /// The client has received everything sent so far.
    void confirm()
    {
        for (const Waiting &one : std::exchange(waiting, {})) {
            if (open)
                one.delivered();
        }
    }
    void receive(const QByteArray &text)
    {
        if (open)
            Q_EMIT textReceived(text);
    }
    void receiveBinary(const QByteArray &data)
    {
        if (open)
            Q_EMIT binaryReceived(data);
    }
    /// The client has disconnected.
    void lose(engineio::CloseReason reason = engineio::CloseReason::TransportClose)
    {
        open = false;
        Q_EMIT closed(reason);
    }

    struct Waiting
    {
        /// The frames before it.
        QByteArrayList sent;
        Task delivered;
    };

    http::Request request;
    ConnectionFacts told;
    int protocol = 4;
    bool open = true;
    bool lingers = false;
    bool writable = true;
    QByteArrayList sent;
    std::vector<Waiting> waiting;
    /// Frames sent before the test began, stored here by a fixture.
    QByteArrayList greeting;
    QByteArray sharedFrame;
    QByteArray sharedBinaryFrame;
    QByteArrayList reasons;

private:
    void add(const QByteArray &message)
    {
        if (open)
            sent += message;
    }
};

/// Records its calls; answers at once, or on request.
class FakeGateway : public Gateway
{
public:
    void open(Connection *connection, const SocketCredentials &credentials,
              Callback<Opened> opened) override
    {
        log += "open " + credentials.token.toUtf8();
        last = connection;
        address = credentials.remoteAddress;
        if (defer)
            pendingOpen = std::move(opened);
        else
            opened(answer());
    }
    QString refusalText(const Error &refused, quint8) const override
    {
        const bool missing = refused.code == ErrorCode::AuthenticationRequired;
        return missing ? errorText(refused.code) : refused.message();
    }
    QString refusalHint(const Error &, quint8) const override { return hint; }
    void receive(Connection *, qsizetype, ReadCall read) override
    {
        auto sent = read();
        if (!sent)
            return;
        log += "call " + sent->event.toUtf8() + ' ' +
               QJsonDocument(sent->args).toJson(QJsonDocument::Compact);
        answers.push_back(std::move(sent->answer));
    }
    void call(Connection *connection, const QString &event, const QJsonArray &args,
              CallAnswer answer) override
    {
        const auto shared = std::make_shared<CallAnswer>(std::move(answer));
        receive(connection, 0, [=] {
            const auto forward = [shared](const QJsonValue &ack, bool failed) {
                (*shared)(ack, failed);
            };
            return SentCall{event, args, forward, 0};
        });
    }
    Result<void> admit(Connection *) override
    {
        log += "admit";
        return admitted;
    }
    void missed(Connection *, qint64 since, Callback<MissedFrames> done) override
    {
        log += "missed " + QByteArray::number(since);
        if (defer)
            pendingMissed = std::move(done);
        else
            done(missedFrames);
    }
    void close(Connection *connection) override
    {
        QCOMPARE(connection, last);
        log += "close";
    }

    Result<Opened> answer() const
    {
        return error ? Result<Opened>(*error) : Result<Opened>(openedAs);
    }

    bool defer = false;
    Result<void> admitted;
    QString hint;
    std::optional<Error> error;
    Opened openedAs{Actor(), 0, true};
    Result<MissedFrames> missedFrames = ErrorCode::ReloadRequired;
    Callback<MissedFrames> pendingMissed;
    Callback<Opened> pendingOpen;
    std::vector<CallAnswer> answers;
    QByteArrayList log;
    Connection *last = nullptr;
    QString address;
};

} // namespace parlance::test
