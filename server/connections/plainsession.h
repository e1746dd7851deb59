// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gateway.h"
#include "http/message.h"
#include "realtime/deliverytracker.h"
#include "timers/timerqueue.h"
#include "websocket/connection.h"

#include <QByteArrayList>
#include <QJsonObject>
#include <QObject>

#include <memory>
#include <vector>

namespace parlance {

/// A client of the native API over plain WebSocket (/ws): frames of JSON, `{"id", "event", "data"}`
/// answered by `{"id", "ok"|"error"}`, pushes as `{"event", "data"}`. The token comes in the
/// handshake's Authorization header or in a first `session.authenticate` (browsers cannot send
/// headers). Deletes itself after the connection has closed. Event loop only.
class PlainSession : public QObject, public parlance::Connection
{
    Q_OBJECT

public:
    struct Options
    {
        /// How long a client may stay without a session.
        std::chrono::milliseconds authenticationTimeout{10000};
        /// Frames that wait while the token is looked at: one of any length, or several that
        /// together are no longer than this. Calls in further ones answer Overloaded.
        qsizetype maxHeldBytes = 64 * 1024;
        /// Frames answered with an error before there is a session, and broken ones while there is
        /// one: no rate limit sees them, so that many close the connection.
        int maxErrorsBeforeSession = 20;
        int maxBrokenFrames = 100;
        /// The heartbeat, as Engine.IO's: who is gone without a word is not online for ever.
        std::chrono::milliseconds pingInterval{25000};
        std::chrono::milliseconds pingTimeout{20000};
    };

    PlainSession(Gateway &gateway, TimerQueue &timers, const http::Request &handshake,
                 std::unique_ptr<websocket::Connection> connection, Options options,
                 QObject *parent);
    ~PlainSession() override;

    PushFormat::Wire wire() const override { return PushFormat::Wire::WebSocketJson; }
    void send(const Frame &frame) override;
    void whenDelivered(std::function<void()> delivered) override;
    void disconnect(DisconnectReason reason) override;

private:
    /// Leaving: closed while Opening; what it has sent with its token is still carried out.
    enum class State { New, Opening, Open, Leaving, Closed };

    void receive(const QByteArray &text);
    std::optional<SentCall> read(const QByteArray &text);
    void authenticate(const QString &token, const QJsonValue &id);
    void opened(const Result<Opened> &result, const QJsonValue &id);
    void reply(const QJsonValue &id, QJsonObject answer);
    void replyError(const QJsonValue &id, const Error &error);
    void refuse(const QJsonValue &id, const Error &error);
    void askForProof();
    void ponged(const QByteArray &payload);
    void confirm(quint64 position);
    void finish();
    void leave();

    struct Ping
    {
        QByteArray payload;
        quint64 position;
    };

    Gateway &m_gateway;
    std::unique_ptr<websocket::Connection> m_connection;
    Options m_options;
    const QString m_remoteAddress;
    /// Of the listener.
    const quint8 m_dialect;
    Deadline m_authenticationDeadline;
    State m_state = State::New;
    /// Since the connection or the session began.
    int m_refusals = 0;
    QByteArrayList m_held;
    qsizetype m_heldBytes = 0;
    /// Counted in frames.
    quint64 m_sent = 0;
    DeliveryTracker m_deliveries;
    /// Those that prove a delivery and have no answer yet, in order.
    std::vector<Ping> m_pings;
};

} // namespace parlance
