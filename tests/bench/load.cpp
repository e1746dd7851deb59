// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/load.h"

#include <charconv>
#include <cstdio>
#include <ctime>

namespace parlance::bench {

namespace {

/// Digits that hold any number of nanoseconds.
constexpr size_t StampDigits = 20;
constexpr int ShownRefusals = 3;

} // namespace

uint64_t now()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return uint64_t(time.tv_sec) * 1000000000 + uint64_t(time.tv_nsec);
}

Load::Load(const Options &all)
    : options(all)
    , m_text(std::max(all.textBytes, StampDigits), 'x')
{
    for (const Target &target : options.targets)
        ++m_listeners[target.room];
}

std::string_view Load::text(uint64_t sentAt)
{
    for (size_t i = StampDigits; i-- > 0; sentAt /= 10)
        m_text[i] = char('0' + sentAt % 10);
    return m_text;
}

void Load::acknowledge(const std::string &room, uint64_t sentAt)
{
    ++counters.acknowledged;
    if (options.kind == Options::Kind::SocketIo)
        expected += m_listeners[room];
    if (recording)
        ackDelay.add(now() - sentAt);
}

void Load::readDelay(std::string_view event)
{
    static constexpr std::string_view Key = "\"text\":\"";
    const size_t at = event.find(Key);
    if (!recording || at == std::string_view::npos)
        return;
    const std::string_view stamp = event.substr(at + Key.size(), StampDigits);
    uint64_t sentAt = 0;
    std::from_chars(stamp.data(), stamp.data() + stamp.size(), sentAt);
    deliveryDelay.add(now() - sentAt);
}

void Load::refuse(std::string_view answer)
{
    if (refused++ < ShownRefusals)
        std::fprintf(stderr, "loadgen: refused: %.*s\n", int(std::min<size_t>(answer.size(), 300)),
                     answer.data());
}

} // namespace parlance::bench
