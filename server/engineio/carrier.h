// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/pollingtransport.h"
#include "engineio/revision.h"
#include "engineio/server.h"
#include "engineio/transport.h"
#include "timers/timerqueue.h"

#include <memory>
#include <vector>

namespace parlance::engineio {

struct Upgrade;

/// The transport of a session, and the upgrade from polling to WebSocket ("Protocol" in the
/// protocol's document). Owned by its session. Event loop only.
class Carrier final : public Transport::Listener
{
public:
    class Listener
    {
    public:
        /// A packet from the session's current transport.
        virtual Transport::Verdict packetReceived(const Packet &packet) = 0;
        /// The client has begun a poll, so it has read the answers to the earlier ones.
        virtual void pollBegun() = 0;
        /// The client has read the answers to all its polls.
        virtual void pollsRead() = 0;
        /// The client waits for its poll to end: write to it, a noop if there is nothing else.
        virtual void pollToEnd() = 0;
        /// The upgrade is complete: a WebSocket is the current transport, and has received these
        /// packets meanwhile.
        virtual void upgraded(const std::vector<Packet> &held) = 0;
        /// The session must end.
        virtual void carrierEnded(CloseReason reason) = 0;

    protected:
        ~Listener() = default;
    };

    /// `context` is the session, as in WebSocketTransport; the references outlive the carrier.
    Carrier(Listener &listener, const Revision &revision, const Options &options,
            TimerQueue &timers, QObject *context);
    ~Carrier();

    /// Call one of the two before anything else.
    void openPolling(const http::Request &handshake);
    void openWebSocket(const http::Request &handshake,
                       std::unique_ptr<websocket::Connection> connection);

    /// The current transport; a different one after Listener::upgraded().
    Transport &transport() { return *m_transport; }
    const Transport &transport() const { return *m_transport; }
    /// Of all transports of the session.
    ByteCounts bytes() const;
    /// A GET or POST of this session; answers BadRequest if polling is not its transport any more.
    void handleRequest(const http::ExchangePtr &exchange);
    bool mayUpgrade() const { return m_polling && !m_upgrade; }
    bool isUpgrading() const { return bool(m_upgrade); }
    /// Only if mayUpgrade(). The WebSocket becomes the transport once the client requests it.
    void upgrade(const http::Request &handshake, std::unique_ptr<websocket::Connection> connection);
    /// Ends the transport after everything written is sent; the listener is not called any more.
    void close(CloseReason reason);

private:
    Transport::Verdict packetReceived(Transport *from, const Packet &packet) override;
    void transportReady(Transport *transport) override;
    void transportDrained(Transport *transport) override;
    void transportEnded(Transport *transport, CloseReason reason) override;

    bool isProbe(const Transport *transport) const;
    void probePacketReceived(const Packet &packet);
    void probed();
    void endPoll();
    void upgradeRequested();
    void completeUpgrade();
    void abandonUpgrade();

    Listener &m_listener;
    const Revision &m_revision;
    const Options &m_options;
    TimerQueue &m_timers;
    QObject *const m_context;
    /// Set once the session is opened.
    std::unique_ptr<Transport> m_transport;
    /// The same as m_transport while it is polling; else null.
    PollingTransport *m_polling = nullptr;
    /// Of the polling before an upgrade.
    ByteCounts m_polled;
    std::unique_ptr<Upgrade> m_upgrade;
};

} // namespace parlance::engineio
