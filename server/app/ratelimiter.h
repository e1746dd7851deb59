// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/clock.h"

// Before the map: QString's std::hash must be known where the map is first named.
#include <QHashFunctions>
#include <QString>

#include <chrono>
#include <optional>
#include <unordered_map>

namespace parlance {

/// `count` calls at once, refilled evenly over `period`.
struct Allowance
{
    int count = 0;
    std::chrono::milliseconds period{0};
};

struct RateLimits
{
    /// PARLANCE_RATE_LIMITS=off: nothing is limited.
    bool enabled = true;
    /// Log-in and registration, per address.
    Allowance authentication{20, std::chrono::minutes(15)};
    /// Other REST calls, per account, or per address without one.
    Allowance rest{600, std::chrono::minutes(1)};
    /// All calls of dialects under /api, per address, if `legacy`: as an original did.
    bool legacy = false;
    Allowance legacyApi{100, std::chrono::minutes(15)};
    /// Socket events, per account: 20 a second with bursts of 60.
    Allowance events{60, std::chrono::seconds(3)};
    /// Sockets that open, per account, or per address without one.
    Allowance openings{600, std::chrono::minutes(1)};
    /// Open connections per address, and of the whole server.
    int connectionsPerAddress = 100;
    int connections = 20000;
};

/// What the limiter says of one call; the numbers go into the RateLimit-* headers.
struct RateDecision
{
    bool allowed = true;
    int limit = 0;
    int remaining = 0;
    /// Until one more call is allowed (if refused), and until the whole allowance is there again.
    std::chrono::seconds retryAfter{0};
    std::chrono::seconds resetAfter{0};
    /// retryAfter, not rounded.
    std::chrono::milliseconds wait{0};
};

/// Token buckets by key. Bounded: full buckets are forgotten, so memory follows the callers that
/// were active within a period. Event loop only.
class RateLimiter
{
public:
    explicit RateLimiter(Clock clock, size_t maxKeys = 200'000);

    RateDecision take(const QString &key, const Allowance &allowance);

private:
    struct Bucket
    {
        double tokens = 0;
        Timestamp updated;
        std::chrono::milliseconds period{0};
    };
    void forgetFull(Timestamp now);

    Clock m_clock;
    size_t m_maxKeys;
    std::unordered_map<QString, Bucket> m_buckets;
    size_t m_sweepAt = 1024;
};

} // namespace parlance
