// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/clock.h"

// Before <unordered_map>: std::hash of QString must be declared before the map is first used.
#include <QHashFunctions>
#include <QString>

#include <chrono>
#include <optional>
#include <unordered_map>

namespace parlance {

/// A burst of `count` calls, refilled evenly over `period`.
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
    /// All calls of dialects under /api, per address, if `legacy`: the limit of an original
    /// backend.
    bool legacy = false;
    Allowance legacyApi{100, std::chrono::minutes(15)};
    /// Socket events, per account: 20 a second with bursts of 60.
    Allowance events{60, std::chrono::seconds(3)};
    /// New sockets, per account, or per address without one.
    Allowance openings{600, std::chrono::minutes(1)};
    /// Open connections per address, and in the whole server.
    int connectionsPerAddress = 100;
    int connections = 20000;
};

/// The limiter's decision about one call; the numbers go into the RateLimit-* headers.
struct RateDecision
{
    bool allowed = true;
    int limit = 0;
    int remaining = 0;
    /// Time until one more call is allowed (if refused), and until the whole allowance is
    /// available.
    std::chrono::seconds retryAfter{0};
    std::chrono::seconds resetAfter{0};
    /// retryAfter, not rounded up.
    std::chrono::milliseconds wait{0};
};

/// Token buckets by key. Bounded: full buckets are removed, so memory is proportional to the
/// callers that were active within a period. Event loop only.
class RateLimiter
{
public:
    explicit RateLimiter(Clock clock, size_t maxKeys = 200'000);

    RateDecision take(const QString &key, const Allowance &allowance);
    /// The key of an address. IPv6 addresses share a key per /64, which is what one subscriber has.
    static QString addressKey(const QString &address);

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
