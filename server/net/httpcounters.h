// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace parlance::net {

/// How often each HTTP status was sent, since the start. Event loop only.
class StatusCounts
{
public:
    static constexpr int end = 600;

    /// A status outside of 0 to 599 does not exist.
    void add(int status) { m_counts[size_t(status) % end] += 1; }
    quint64 of(int status) const { return m_counts[size_t(status)]; }

private:
    std::array<quint64, end> m_counts{};
};

/// Of one listener.
struct HttpCounters
{
    /// All answers, also those below and the 101 of a WebSocket.
    StatusCounts responses;
    /// Requests and connections that were refused before anything handled them: malformed, too
    /// large, too slow, too many, from a banned address.
    StatusCounts rejections;
};

} // namespace parlance::net
