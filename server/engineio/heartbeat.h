// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/packet.h"
#include "timers/timerqueue.h"

#include <chrono>
#include <memory>
#include <optional>

namespace parlance::engineio {

/// Notices a client that is gone without a word ("Heartbeat" in the protocol's document), and by
/// the same pings and pongs what the client has got of what it was sent.
class Heartbeat
{
public:
    class Listener
    {
    public:
        /// To be sent behind all that was sent before. May be the end of the heartbeat.
        virtual void heartbeatDue(PacketType type, const QByteArray &data) = 0;
        virtual void heartbeatMissed() = 0;

    protected:
        ~Listener() = default;
    };

    virtual ~Heartbeat() = default;
    /// Any packet of the client. Nothing if it is a ping or pong that is the server's to send; else
    /// how much of what was sent it proves that the client has: a position, 0 if it proves nothing.
    /// Proves it over a transport that keeps the order of what both sides say. Perhaps the end of
    /// the heartbeat.
    virtual std::optional<quint64> packetReceived(const Packet &packet) = 0;
    /// Over such a transport: sees to it that the client proves that it has everything up to
    /// `position`, soon if that can be asked for. Does nothing as long as too much is asked
    /// already: to be called again with the client's next packet.
    virtual void askFor(quint64 position) = 0;
};

struct HeartbeatTimes
{
    std::chrono::milliseconds interval;
    std::chrono::milliseconds timeout;
};

/// Revision 4: a ping of the server every interval, the client's pong within the time-out. Pongs
/// carry nothing that tells them apart and answer the pings in order, whatever those were sent for.
/// `queue` is where heartbeatDue() puts them. Started; the others outlive it.
std::unique_ptr<Heartbeat> makeServerHeartbeat(Heartbeat::Listener &listener,
                                               const PacketQueue &queue, TimerQueue &timers,
                                               HeartbeatTimes times);
/// Revision 3: the client pings when it likes; nothing of it for interval and time-out together is
/// the end. Official clients ping again only after our pong, so the second ping proves what stood
/// before the first one's pong. Started; the others outlive it.
std::unique_ptr<Heartbeat> makeClientHeartbeat(Heartbeat::Listener &listener,
                                               const PacketQueue &queue, TimerQueue &timers,
                                               HeartbeatTimes times);

} // namespace parlance::engineio
