// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delivery/deliverytracker.h"
#include "engineio/carrier.h"
#include "engineio/revision.h"
#include "engineio/server.h"
#include "engineio/session.h"
#include "shared/uniquefunction.h"
#include "timers/timerqueue.h"

#include <memory>

namespace parlance::engineio {

/// The server's end of a session: its queue, its heartbeat, and what the client has received. A
/// child of the server, which removes it when it finishes; the object is deleted in a later turn,
/// so that receivers may close it inside any slot.
class ServerSession final : public Session, private Carrier::Listener, private Heartbeat::Listener
{
    Q_OBJECT

public:
    class Owner
    {
    public:
        /// From now on the sid is unknown. Not called inside the session's constructor.
        virtual void sessionFinished(ServerSession *session) = 0;
        /// The client broke the rules of the protocol.
        virtual void packetRefused() = 0;

    protected:
        ~Owner() = default;
    };

    /// The references outlive the session.
    ServerSession(QByteArray sid, http::Request handshake, const Revision &revision,
                  const Options &options, TimerQueue &timers, Owner &owner, QObject *parent);
    ~ServerSession() override;

    /// Call one of the two first; it answers the handshake.
    void openPolling(const http::ExchangePtr &exchange);
    void openWebSocket(std::unique_ptr<websocket::Connection> connection);

    /// A GET or POST with this sid; answers BadRequest if polling is not the session's transport
    /// any more.
    void handleRequest(const http::ExchangePtr &exchange);
    /// A WebSocket with this sid; closed if the session cannot be upgraded.
    void upgrade(const http::Request &handshake, std::unique_ptr<websocket::Connection> connection);
    /// Ends the session now: queued packets are sent only if that is possible at once.
    void finish(CloseReason reason);
    /// finish(), but emits `closed` at once instead of later: for the server's destructor.
    void destroy();

    QByteArray sid() const override { return m_sid; }
    int revision() const override { return m_revision.number; }
    const http::Request &handshake() const override { return m_handshake; }
    bool isOpen() const override { return m_state == State::Open; }
    QByteArray transportName() const override { return transport().name(); }
    ConnectionFacts facts() const override;
    void sendText(const QByteArray &message) override;
    void sendBinary(const QByteArray &message) override;
    void sendShared(const QByteArray &message, const QByteArray &webSocketFrame) override;
    void sendSharedBinary(const QByteArray &message, const QByteArray &webSocketFrame) override;
    bool isWritable() const override;
    void whenDelivered(Task delivered) override;
    void close(CloseReason reason) override;

private:
    /// Closing: one side has closed, but a poll is still expected, for what is queued or to end it.
    enum class State { Open, Closing, Closed };

    Transport::Verdict packetReceived(const Packet &packet) override;
    void pollBegun() override;
    void pollsRead() override;
    void pollToEnd() override;
    void upgraded(const std::vector<Packet> &held) override;
    void carrierEnded(CloseReason reason) override;
    void heartbeatDue(PacketType type, const QByteArray &data) override;
    void heartbeatBegins() override { Q_EMIT heartbeatSent(); }
    void heartbeatReturned(std::optional<std::chrono::milliseconds> roundTrip) override;
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
    /// Positions are the queue's. Empty once the session is not open any more.
    DeliveryTracker m_deliveries;
    /// Nothing is sent before the open packet.
    bool m_silent = false;
    bool m_flushScheduled = false;
    bool m_closedEmitted = false;
    quint64 m_messagesIn = 0;
    quint64 m_messagesOut = 0;
    std::optional<std::chrono::milliseconds> m_roundTrip = {};

    /// Exists as long as the session is open.
    std::unique_ptr<Heartbeat> m_heartbeat;
    /// Runs until the open packet, or limits the time that a closing session may take.
    Deadline m_deadline;
};

} // namespace parlance::engineio
