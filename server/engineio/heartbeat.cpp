// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/heartbeat.h"

#include <algorithm>
#include <vector>

namespace parlance::engineio {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// A late ping does not extend the time-out, or a busy server would be late twice. This is limited:
/// after a stall of the whole server, clients still get the time to answer.
constexpr milliseconds maxLateness{20};

/// Limit of unanswered pings besides the heartbeat's. A burst of messages sends as many pings and,
/// when the first is answered, one more after the last message, instead of one each.
constexpr int maxQuestions = 4;

class ServerHeartbeat final : public Heartbeat
{
public:
    ServerHeartbeat(Listener &listener, const PacketQueue &queue, TimerQueue &timers,
                    HeartbeatTimes times)
        : m_listener(listener)
        , m_queue(queue)
        , m_times(times)
        , m_deadline(timers)
    {
        wait();
    }

    std::optional<quint64> packetReceived(const Packet &packet) override
    {
        if (packet.type == PacketType::Ping)
            return std::nullopt;
        return packet.type == PacketType::Pong ? answered() : 0;
    }

    void askFor(quint64 position) override
    {
        // A ping sent after the position may be pending already, whatever its purpose.
        const bool isAsked = !m_pings.empty() && m_pings.back().position >= position;
        if (!isAsked && m_questions < maxQuestions)
            send(Ping::Purpose::Question);
    }

private:
    struct Ping
    {
        enum class Purpose { Heartbeat, Question };
        Purpose purpose;
        quint64 position;
    };

    quint64 answered()
    {
        // An unsolicited pong must neither postpone the next ping, nor count as the answer to one
        // that was not sent to the client yet.
        if (m_pings.empty() || m_pings.front().position > m_queue.taken())
            return 0;
        const Ping ping = m_pings.front();
        m_pings.erase(m_pings.begin());
        if (ping.purpose == Ping::Purpose::Heartbeat) {
            wait();
            m_listener.heartbeatReturned(
                std::chrono::duration_cast<milliseconds>(Clock::now() - m_pingedAt));
        } else {
            --m_questions;
        }
        return ping.position;
    }

    void send(Ping::Purpose purpose)
    {
        m_pings.push_back({purpose, m_queue.pushed() + 1});
        if (purpose == Ping::Purpose::Question)
            ++m_questions;
        m_listener.heartbeatDue(PacketType::Ping, {});
    }

    void wait()
    {
        m_due = Clock::now() + m_times.interval;
        m_deadline.start(m_times.interval, [this] { ping(); });
    }

    void ping()
    {
        m_pingedAt = Clock::now();
        const auto late = std::chrono::duration_cast<milliseconds>(m_pingedAt - m_due);
        m_deadline.start(m_times.timeout - std::clamp(late, milliseconds(0), maxLateness),
                         [this] { m_listener.heartbeatMissed(); });
        m_listener.heartbeatBegins();
        send(Ping::Purpose::Heartbeat);
    }

    Listener &m_listener;
    const PacketQueue &m_queue;
    const HeartbeatTimes m_times;
    /// Until the heartbeat's next ping, then until its pong.
    Deadline m_deadline;
    Clock::time_point m_due;
    /// When the heartbeat's last ping was.
    Clock::time_point m_pingedAt;
    /// Unanswered pings, in order; at most one is the heartbeat's.
    std::vector<Ping> m_pings;
    int m_questions = 0;
};

class ClientHeartbeat final : public Heartbeat
{
public:
    ClientHeartbeat(Listener &listener, const PacketQueue &queue, TimerQueue &timers,
                    HeartbeatTimes times)
        : m_listener(listener)
        , m_queue(queue)
        , m_patience(times.interval + times.timeout)
        , m_deadline(timers)
        , m_last(Clock::now())
    {
        m_deadline.start(m_patience, [this] { look(); });
    }

    std::optional<quint64> packetReceived(const Packet &packet) override
    {
        m_last = Clock::now();
        if (packet.type == PacketType::Pong)
            return std::nullopt;
        return packet.type == PacketType::Ping ? answer(packet.data) : 0;
    }

    /// The client's next pings confirm it.
    void askFor(quint64) override {}

private:
    quint64 answer(const QByteArray &data)
    {
        const quint64 proven = m_pong <= m_queue.taken() ? m_pong : 0;
        if (proven > 0)
            m_listener.heartbeatReturned(std::nullopt);
        m_listener.heartbeatBegins();
        m_pong = m_queue.pushed() + 1;
        m_listener.heartbeatDue(PacketType::Pong, data);
        return proven;
    }

    /// One deadline for each period instead of one for each packet.
    void look()
    {
        const auto silence = std::chrono::duration_cast<milliseconds>(Clock::now() - m_last);
        // Deadlines use whole milliseconds of the clock and may run almost one early.
        if (silence + milliseconds(1) < m_patience)
            m_deadline.start(m_patience - silence, [this] { look(); });
        else
            m_listener.heartbeatMissed();
    }

    Listener &m_listener;
    const PacketQueue &m_queue;
    const milliseconds m_patience;
    Deadline m_deadline;
    Clock::time_point m_last;
    /// The position of our last pong.
    quint64 m_pong = 0;
};

} // namespace

std::unique_ptr<Heartbeat> makeServerHeartbeat(Heartbeat::Listener &listener,
                                               const PacketQueue &queue, TimerQueue &timers,
                                               HeartbeatTimes times)
{
    return std::make_unique<ServerHeartbeat>(listener, queue, timers, times);
}

std::unique_ptr<Heartbeat> makeClientHeartbeat(Heartbeat::Listener &listener,
                                               const PacketQueue &queue, TimerQueue &timers,
                                               HeartbeatTimes times)
{
    return std::make_unique<ClientHeartbeat>(listener, queue, timers, times);
}

} // namespace parlance::engineio
