// SPDX-License-Identifier: GPL-3.0-or-later
// Posts messages as fast as they are acknowledged, over REST or Socket.IO, on one thread, and
// prints a line of JSON with what came of it. The options: see options.cpp.
#include "bench/httpclient.h"
#include "bench/socketioclient.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <memory>
#include <sys/epoll.h>

using namespace parlance::bench;

namespace {

constexpr double PatienceSeconds = 10;
/// As many connections are opened at once: more than the usual backlog would be turned away.
constexpr size_t Opening = 32;
/// Every so many connections are timed; it costs the generator as much as all else.
constexpr size_t TimedEach = 7;

using Connections = std::vector<std::unique_ptr<Connection>>;

double secondsOf(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

struct Moment
{
    Counters counters;
    double time = 0;
    double serverCpu = 0;
    double ownCpu = 0;
};

class Run
{
public:
    explicit Run(const Options &options);

    int exec();

private:
    Moment moment() const;
    void turn();
    void spend(double seconds);
    bool connectAll();
    bool drain();
    std::unique_ptr<Connection> makeConnection(size_t index);
    void print(const Moment &from, const Moment &to) const;

    const Options &m_options;
    Load m_load;
    const int m_epoll;
    clockid_t m_serverClock = 0;
    Connections m_connections;
};

Run::Run(const Options &options)
    : m_options(options)
    , m_load(options)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
}

int Run::exec()
{
    if (m_options.pid && ::clock_getcpuclockid(m_options.pid, &m_serverClock) != 0) {
        std::fprintf(stderr, "loadgen: there is no process %d\n", m_options.pid);
        return 1;
    }
    if (!connectAll()) {
        std::fprintf(stderr, "loadgen: %zu of %zu connections are ready\n", m_load.ready,
                     m_options.targets.size());
        return 1;
    }
    m_load.sending = true;
    for (const auto &connection : m_connections)
        connection->startSending();
    spend(m_options.warmup);
    m_load.recording = true;
    const Moment from = moment();
    spend(m_options.seconds);
    const Moment to = moment();
    m_load.recording = m_load.sending = false;
    const bool complete = drain();
    print(from, to);
    return complete && m_load.refused == 0 && m_load.broken == 0 ? 0 : 1;
}

Moment Run::moment() const
{
    return {m_load.counters, double(now()) / 1e9, m_options.pid ? secondsOf(m_serverClock) : 0,
            secondsOf(CLOCK_PROCESS_CPUTIME_ID)};
}

void Run::turn()
{
    std::array<epoll_event, 512> events;
    const int count = ::epoll_wait(m_epoll, events.data(), int(events.size()), 5);
    for (int i = 0; i < count; ++i)
        static_cast<Connection *>(events[size_t(i)].data.ptr)->handle(events[size_t(i)].events);
}

void Run::spend(double seconds)
{
    const uint64_t end = now() + uint64_t(seconds * 1e9);
    while (now() < end)
        turn();
}

bool Run::connectAll()
{
    const uint64_t end = now() + uint64_t(PatienceSeconds * 1e9);
    while (m_load.ready < m_options.targets.size() && m_load.broken == 0 && now() < end) {
        while (m_connections.size() < m_options.targets.size() &&
               m_connections.size() - m_load.ready < Opening) {
            m_connections.push_back(makeConnection(m_connections.size()));
            m_connections.back()->open(m_epoll);
        }
        turn();
    }
    return m_load.ready == m_options.targets.size() && m_load.broken == 0;
}

std::unique_ptr<Connection> Run::makeConnection(size_t index)
{
    const Target &target = m_options.targets[index];
    const bool sends = index < m_options.senders;
    if (m_options.kind == Options::Kind::Rest)
        return std::make_unique<HttpClient>(m_load, target, sends);
    return std::make_unique<SocketIoClient>(m_load, target, sends, index % TimedEach == 0);
}

/// Waits for the last answers and deliveries: whatever was acknowledged has to come.
bool Run::drain()
{
    const auto isComplete = [this] {
        return m_load.counters.acknowledged + m_load.refused == m_load.posted &&
               m_load.counters.delivered == m_load.expected;
    };
    const uint64_t end = now() + uint64_t(PatienceSeconds * 1e9);
    while (!isComplete() && m_load.broken == 0 && now() < end)
        turn();
    // None may come twice, either.
    spend(0.1);
    if (isComplete())
        return true;
    std::fprintf(stderr, "loadgen: of %llu messages %llu acknowledged, %llu deliveries of %llu\n",
                 static_cast<unsigned long long>(m_load.posted),
                 static_cast<unsigned long long>(m_load.counters.acknowledged),
                 static_cast<unsigned long long>(m_load.counters.delivered),
                 static_cast<unsigned long long>(m_load.expected));
    return false;
}

void Run::print(const Moment &from, const Moment &to) const
{
    const double seconds = to.time - from.time;
    const double messages = double(to.counters.acknowledged - from.counters.acknowledged);
    const double deliveries = double(to.counters.delivered - from.counters.delivered);
    const double cpu = to.serverCpu - from.serverCpu;
    const auto microseconds = [cpu](double of) { return of > 0 ? cpu * 1e6 / of : 0; };
    std::printf("{\"acknowledged\":%llu,\"seconds\":%.2f,\"messagesPerSecond\":%.0f,"
                "\"deliveriesPerSecond\":%.0f,\"serverCpu\":%.3f,\"clientCpu\":%.3f,"
                "\"cpuPerMessage\":%.2f,\"cpuPerDelivery\":%.3f,\"ack50\":%.0f,\"ack99\":%.0f,"
                "\"delivery50\":%.0f,\"delivery99\":%.0f}\n",
                static_cast<unsigned long long>(m_load.counters.acknowledged), seconds,
                messages / seconds, deliveries / seconds, cpu / seconds,
                (to.ownCpu - from.ownCpu) / seconds, microseconds(messages),
                microseconds(deliveries), m_load.ackDelay.microseconds(0.5),
                m_load.ackDelay.microseconds(0.99), m_load.deliveryDelay.microseconds(0.5),
                m_load.deliveryDelay.microseconds(0.99));
}

} // namespace

int main(int argc, char **argv)
{
    const Options options = readOptions(argc, argv);
    return Run(options).exec();
}
