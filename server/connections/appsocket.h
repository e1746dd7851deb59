// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/gateway.h"
#include "shared/uniquefunction.h"
#include "socketio/options.h"
#include "socketio/socket.h"

namespace parlance {

/// A client of the application in the main namespace: its events are calls of the gateway, whose
/// answers are acknowledgements. It calls the gateway's close() exactly once after every open().
class AppSocket final : public socketio::Socket, public Connection
{
    Q_OBJECT

public:
    /// `gateway` and `options` outlive the peer.
    AppSocket(socketio::ClientConnection &peer, socketio::Namespace &nsp, Gateway &gateway,
              const socketio::Options &options);

    PushFormat::Wire wire() const override { return m_wire; }
    void send(const Frame &frame) override;
    void whenDelivered(Task delivered) override;
    void disconnect(DisconnectReason reason) override;
    ConnectionFacts facts() const override { return sessionFacts(); }
    EndReason endReason() const override;

    /// Set once the gateway has opened it: the session, and the commit position after which it
    /// receives every change.
    const SessionId &session() const { return m_session; }
    qint64 firstPosition() const { return m_firstPosition; }
    /// Its dialect supports recovery of missed messages.
    bool isRecoverable() const { return m_recoverable; }
    /// Skips changes stored up to `position`, which are sent in another way.
    void skipUntil(qint64 position)
    {
        m_skipUntil = position;
        m_sentPosition = std::max(m_sentPosition, position);
    }

protected:
    void connectRequested(const socketio::ConnectRequest &request) override;
    void eventReceived(const socketio::ClientEvent &event) override;
    bool readsEvents() const override { return true; }
    void eventPacketReceived(const QByteArray &packet) override;
    bool takesBinary() const override { return false; }
    void heartbeatSent() override;
    void heartbeatAnswered(std::optional<std::chrono::milliseconds> roundTrip) override;
    void ended(const QByteArray &reason) override;

private:
    void opened(const Result<Opened> &result);
    void answer(const QString &event, std::optional<qint64> ackId, const QJsonValue &ack,
                bool failed);
    void noteEnd(EndReason reason);
    void refuseEvent(const socketio::ClientEvent &event, const Error &reason);

    Gateway &m_gateway;
    const socketio::Options &m_options;
    const PushFormat::Wire m_wire;
    SessionId m_session;
    qint64 m_firstPosition = 0;
    qint64 m_skipUntil = 0;
    /// The highest position of a change that it was sent, and its value at the last heartbeat.
    qint64 m_sentPosition = 0;
    qint64 m_markedPosition = 0;
    bool m_recoverable = false;
    /// Empty: it has not ended.
    std::optional<EndReason> m_endReason;
    /// The dialect of the listener.
    quint8 m_dialect = 0;
};

/// `auth.token`, then `Authorization: Bearer`, then the header access_token, then, if allowed, the
/// query's token; empty if there is none.
QString tokenOf(const http::Request &handshake, const QJsonObject &auth, bool tokenInQuery);

} // namespace parlance
