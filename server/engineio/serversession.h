// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/carrier.h"
#include "engineio/revision.h"
#include "engineio/server.h"
#include "engineio/session.h"
#include "realtime/deliverytracker.h"
#include "timers/timerqueue.h"

#include <memory>

namespace parlance::engineio {

/// The server's end of a session: its queue, its heartbeat, and what the client has got. A child of
/// the server, which forgets it when it finishes; the object follows in a later turn, so that
/// receivers may close it inside any slot.
class ServerSession final : public Session, private Carrier::Listener, private Heartbeat::Listener
{
    Q_OBJECT

public:
    class Owner
    {
    public:
        /// From now on the sid is unknown. Not inside the session's constructor.
        virtual void sessionFinished(ServerSession *session) = 0;

    protected:
        ~Owner() = default;
    };

    /// The references outlive the session.
    ServerSession(QByteArray sid, http::Request handshake, const Revision &revision,
                  const Options &options, TimerQueue &timers, Owner &owner, QObject *parent);
    ~ServerSession() override;

    /// One of the two begins the session by answering the handshake.
    void openPolling(const http::ExchangePtr &exchange);
    void openWebSocket(std::unique_ptr<websocket::Connection> connection);

    /// A GET or POST with this sid; BadRequest if polling does not carry the session any more.
    void handleRequest(const http::ExchangePtr &exchange);
    /// A WebSocket with this sid; closed if there is nothing to upgrade.
    void upgrade(const http::Request &handshake, std::unique_ptr<websocket::Connection> connection);
    /// Ends the session now: what is queued goes out only if it can go at once.
    void finish(CloseReason reason);
    /// finish(), and `closed` at once instead of later: for the server's destructor.
    void destroy();

    QByteArray sid() const override { return m_sid; }
    int revision() const override { return m_revision.number; }
    const http::Request &handshake() const override { return m_handshake; }
    bool isOpen() const override { return m_state == State::Open; }
    QByteArray transportName() const override { return transport().name(); }
    void sendText(const QByteArray &message) override;
    void sendBinary(const QByteArray &message) override;
    void sendShared(const QByteArray &message, const QByteArray &webSocketFrame) override;
    void sendSharedBinary(const QByteArray &message, const QByteArray &webSocketFrame) override;
    bool isWritable() const override;
    void whenDelivered(std::function<void()> delivered) override;
    void close(CloseReason reason) override;

private:
    /// Closing: one side has closed, but a poll is still expected: for what is queued, or to end
    /// it.
    enum class State { Open, Closing, Closed };

    Transport::Verdict packetReceived(const Packet &packet) override;
    void pollBegun() override;
    void pollsRead() override;
    void pollToEnd() override;
    void upgraded(const std::vector<Packet> &held) override;
    void carrierEnded(CloseReason reason) override;
    void heartbeatDue(PacketType type, const QByteArray &data) override;
    void heartbeatMissed() override;

    Transport &transport() { return m_carrier.transport(); }
    const Transport &transport() const { return m_carrier.transport(); }
    void serve(const http::ExchangePtr &exchange);
    void greet();
    void start(const QByteArray &upgrades);
    void send(OutgoingPacket packet);
    void flush();
    void flushSoon();
    void askForProof();
    void confirm(quint64 position);
    void closeReceived();
    Transport::Verdict protocolError(CloseReason reason);

    void stopListening();
    void emitClosed();

    const QByteArray m_sid;
    const http::Request m_handshake;
    const Revision &m_revision;
    const Options &m_options;
    TimerQueue &m_timers;
    Owner &m_owner;

    State m_state = State::Open;
    CloseReason m_reason = CloseReason::TransportClose;
    Carrier m_carrier;
    PacketQueue m_queue;
    /// Positions are the queue's. Nobody waits once the session is not open any more.
    DeliveryTracker m_deliveries;
    /// Nothing is sent before the greeting.
    bool m_silent = false;
    bool m_flushScheduled = false;
    bool m_closedEmitted = false;

    /// As long as the session is open.
    std::unique_ptr<Heartbeat> m_heartbeat;
    /// Until the greeting, or until a closing session must be through.
    Deadline m_deadline;
};

} // namespace parlance::engineio
