// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delivery/deliverytracker.h"
#include "gateway/gateway.h"
#include "http/message.h"
#include "shared/uniquefunction.h"
#include "timers/timerqueue.h"
#include "websocket/connection.h"

#include <QByteArrayList>
#include <QJsonObject>
#include <QObject>

#include <memory>
#include <vector>

namespace parlance {

/// A client of the native API over plain WebSocket (/ws): JSON frames `{"id", "event", "data"}`
/// answered by `{"id", "ok"|"error"}`, pushes as `{"event", "data"}`. The token comes in the
/// handshake's Authorization header or in a first `session.authenticate` (browsers cannot send
/// headers). Deletes itself after the connection has closed. Event loop only.
class PlainSession : public QObject, public parlance::Connection
{
    Q_OBJECT

public:
    struct Options
    {
        /// Timeout for a client without a session.
        std::chrono::milliseconds authenticationTimeout{10000};
        /// Limit for frames that are held while the token is checked: one of any length, or several
        /// of this total size. Calls in further frames are answered with Overloaded.
        qsizetype maxHeldBytes = 64 * 1024;
        /// Limit for frames answered with an error before there is a session, and for malformed
        /// frames during one. No rate limit applies to them, so that exceeding it closes the
        /// connection.
        int maxErrorsBeforeSession = 20;
        int maxBrokenFrames = 100;
        /// Heartbeat, as in Engine.IO: detects clients that disappeared without closing the
        /// connection.
        std::chrono::milliseconds pingInterval{25000};
        std::chrono::milliseconds pingTimeout{20000};
    };

    PlainSession(Gateway &gateway, TimerQueue &timers, const http::Request &handshake,
                 std::unique_ptr<websocket::Connection> connection, Options options,
                 QObject *parent);
    ~PlainSession() override;

    PushFormat::Wire wire() const override { return PushFormat::Wire::WebSocketJson; }
    void send(const Frame &frame) override;
    void whenDelivered(Task delivered) override;
    void disconnect(DisconnectReason reason) override;
    ConnectionFacts facts() const override;
    EndReason endReason() const override { return m_endReason; }
    const QString &remoteAddress() const { return m_remoteAddress; }

private:
    /// Leaving: closed while Opening; calls it has sent with its token are still executed.
    enum class State { New, Opening, Open, Leaving, Closed };

    void received(const QByteArray &text);
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
    void close(EndReason reason, quint16 code, const QByteArray &text);
    void finish(websocket::Ending ending);
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
    /// Cut to what ConnectionFacts shows.
    const QByteArray m_userAgent;
    /// The dialect of the listener.
    const quint8 m_dialect;
    Deadline m_authenticationDeadline;
    State m_state = State::New;
    EndReason m_endReason = EndReason::TransportClosed;
    /// Since the connection or the session began.
    int m_refusals = 0;
    QByteArrayList m_held;
    qsizetype m_heldBytes = 0;
    /// Number of frames sent.
    quint64 m_sent = 0;
    quint64 m_received = 0;
    /// The highest position of a change that it was sent, and its value at the last heartbeat.
    qint64 m_sentPosition = 0;
    qint64 m_markedPosition = 0;
    DeliveryTracker m_deliveries;
    /// Pings that confirm a delivery and are not answered yet, in order.
    std::vector<Ping> m_pings;
};

} // namespace parlance
