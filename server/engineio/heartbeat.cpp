// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/heartbeat.h"

#include <algorithm>

namespace parlance::engineio {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// A ping that was late does not put off the time-out, or a busy server would be late twice over.
/// Only so far: after a standstill of the whole server, clients still get the time to answer.
constexpr milliseconds maxLateness{20};

class ServerHeartbeat final : public Heartbeat
{
public:
    ServerHeartbeat(Listener &listener, TimerQueue &timers, HeartbeatTimes times)
        : m_listener(listener)
        , m_times(times)
        , m_deadline(timers)
    {
        wait();
    }

    bool packetReceived(const Packet &packet) override
    {
        // A pong that nobody asked for must not put off the next ping.
        if (packet.type == PacketType::Pong && m_awaitsPong)
            wait();
        return packet.type != PacketType::Ping;
    }

private:
    void wait()
    {
        m_awaitsPong = false;
        m_due = Clock::now() + m_times.interval;
        m_deadline.start(m_times.interval, [this] { ping(); });
    }

    void ping()
    {
        m_awaitsPong = true;
        const auto late = std::chrono::duration_cast<milliseconds>(Clock::now() - m_due);
        m_deadline.start(m_times.timeout - std::clamp(late, milliseconds(0), maxLateness),
                         [this] { m_listener.heartbeatMissed(); });
        m_listener.heartbeatDue(PacketType::Ping, {});
    }

    Listener &m_listener;
    const HeartbeatTimes m_times;
    /// Until the next ping, then until its pong.
    Deadline m_deadline;
    Clock::time_point m_due;
    bool m_awaitsPong = false;
};

class ClientHeartbeat final : public Heartbeat
{
public:
    ClientHeartbeat(Listener &listener, TimerQueue &timers, HeartbeatTimes times)
        : m_listener(listener)
        , m_patience(times.interval + times.timeout)
        , m_deadline(timers)
        , m_last(Clock::now())
    {
        m_deadline.start(m_patience, [this] { look(); });
    }

    bool packetReceived(const Packet &packet) override
    {
        m_last = Clock::now();
        if (packet.type == PacketType::Pong)
            return false;
        if (packet.type == PacketType::Ping)
            m_listener.heartbeatDue(PacketType::Pong, packet.data);
        return true;
    }

private:
    /// One deadline a period, not one a packet.
    void look()
    {
        const auto silence = std::chrono::duration_cast<milliseconds>(Clock::now() - m_last);
        // Deadlines count whole milliseconds of the clock and may be almost one early.
        if (silence + milliseconds(1) < m_patience)
            m_deadline.start(m_patience - silence, [this] { look(); });
        else
            m_listener.heartbeatMissed();
    }

    Listener &m_listener;
    const milliseconds m_patience;
    Deadline m_deadline;
    Clock::time_point m_last;
};

} // namespace

std::unique_ptr<Heartbeat> makeServerHeartbeat(Heartbeat::Listener &listener, TimerQueue &timers,
                                               HeartbeatTimes times)
{
    return std::make_unique<ServerHeartbeat>(listener, timers, times);
}

std::unique_ptr<Heartbeat> makeClientHeartbeat(Heartbeat::Listener &listener, TimerQueue &timers,
                                               HeartbeatTimes times)
{
    return std::make_unique<ClientHeartbeat>(listener, timers, times);
}

} // namespace parlance::engineio
