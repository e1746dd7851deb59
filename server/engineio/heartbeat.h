// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/packet.h"
#include "timers/timerqueue.h"

#include <chrono>
#include <memory>
#include <optional>

namespace parlance::engineio {

/// Detects clients that disappeared without closing ("Heartbeat" in the protocol's document). The
/// same pings and pongs confirm what the client has received.
class Heartbeat
{
public:
    class Listener
    {
    public:
        /// Send this after everything sent before. The call may destroy the heartbeat.
        virtual void heartbeatDue(PacketType type, const QByteArray &data) = 0;
        /// The client has read what was sent before the last heartbeatBegins(). Empty: the
        /// client measures, not the server.
        virtual void heartbeatReturned(std::optional<std::chrono::milliseconds> roundTrip) = 0;
        /// Called before the heartbeat's own ping, or the pong to the client's, becomes due.
        virtual void heartbeatBegins() = 0;
        virtual void heartbeatMissed() = 0;

    protected:
        ~Listener() = default;
    };

    virtual ~Heartbeat() = default;
    /// Handles any packet of the client. Returns nothing for a ping or pong that only the server
    /// may send; else the position up to which the packet confirms what was sent, 0 if it confirms
    /// nothing. That holds for a transport that preserves the order in both directions. The call
    /// may destroy the heartbeat.
    virtual std::optional<quint64> packetReceived(const Packet &packet) = 0;
    /// Over such a transport: makes the client confirm everything up to `position`, soon if a ping
    /// can be sent for it. Does nothing while too many pings are unanswered: call it again with the
    /// client's next packet.
    virtual void askFor(quint64 position) = 0;
};

struct HeartbeatTimes
{
    std::chrono::milliseconds interval;
    std::chrono::milliseconds timeout;
};

/// Revision 4: the server pings every interval, and the client must answer within the time-out.
/// Pongs carry no identifier and answer the pings in order, whatever their purpose. `queue` is
/// where heartbeatDue() puts them. Started; the other arguments outlive it.
std::unique_ptr<Heartbeat> makeServerHeartbeat(Heartbeat::Listener &listener,
                                               const PacketQueue &queue, TimerQueue &timers,
                                               HeartbeatTimes times);
/// Revision 3: the client pings; if nothing is received for interval and time-out together, the
/// session ends. Official clients ping again only after our pong, so their second ping confirms
/// what was sent before the first one's pong. Started; the other arguments outlive it.
std::unique_ptr<Heartbeat> makeClientHeartbeat(Heartbeat::Listener &listener,
                                               const PacketQueue &queue, TimerQueue &timers,
                                               HeartbeatTimes times);

} // namespace parlance::engineio
