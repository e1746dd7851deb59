// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/packet.h"
#include "eventloop/timerqueue.h"

#include <chrono>
#include <memory>

namespace parlance::engineio {

/// Notices a client that is gone without a word ("Heartbeat" in the protocol's document).
class Heartbeat
{
public:
    class Listener
    {
    public:
        virtual void heartbeatDue(PacketType type, const QByteArray &data) = 0;
        virtual void heartbeatMissed() = 0;

    protected:
        ~Listener() = default;
    };

    virtual ~Heartbeat() = default;
    /// Any packet of the client. False if it is a ping or pong that is the server's to send.
    virtual bool packetReceived(const Packet &packet) = 0;
};

struct HeartbeatTimes
{
    std::chrono::milliseconds interval;
    std::chrono::milliseconds timeout;
};

/// Revision 4: a ping of the server every interval, the client's pong within the time-out. Started;
/// the others outlive it.
std::unique_ptr<Heartbeat> makeServerHeartbeat(Heartbeat::Listener &listener, TimerQueue &timers,
                                               HeartbeatTimes times);
/// Revision 3: the client pings when it likes; nothing of it for interval and time-out together is
/// the end. Started; the others outlive it.
std::unique_ptr<Heartbeat> makeClientHeartbeat(Heartbeat::Listener &listener, TimerQueue &timers,
                                               HeartbeatTimes times);

} // namespace parlance::engineio
