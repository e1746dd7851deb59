// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/histogram.h"
#include "bench/options.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace parlance::bench {

/// Nanoseconds of a clock that never jumps.
uint64_t now();

struct Counters
{
    uint64_t acknowledged = 0;
    uint64_t delivered = 0;
};

/// What all connections share: the message to send, when to send, and what came of it.
class Load
{
public:
    explicit Load(const Options &options);

    /// A text that tells when it was sent, for readDelay().
    std::string_view text(uint64_t sentAt);

    void acknowledge(const std::string &room, uint64_t sentAt);
    void deliver() { ++counters.delivered; }
    /// Finds the text in a pushed event.
    void readDelay(std::string_view event);
    void refuse(std::string_view answer);

    const Options &options;
    Counters counters;
    /// Connections that may post, and those that broke.
    size_t ready = 0;
    size_t broken = 0;
    uint64_t posted = 0;
    uint64_t refused = 0;
    /// What the acknowledged messages should come to: one for each connection in their rooms.
    uint64_t expected = 0;
    bool sending = false;
    bool recording = false;
    Histogram ackDelay;
    Histogram deliveryDelay;

private:
    std::unordered_map<std::string, uint64_t> m_listeners;
    std::string m_text;
};

} // namespace parlance::bench
