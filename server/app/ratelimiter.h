// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/clock.h"

// Must precede <unordered_map>: declares std::hash<QString>.
#include <QHashFunctions>
#include <QString>

#include <chrono>
#include <optional>
#include <unordered_map>

namespace parlance {

/// A token bucket: holds up to `count` calls, and refills at the rate of `count` per `period`.
struct Allowance
{
    int count = 0;
    std::chrono::milliseconds period{0};
};

struct RateLimits
{
    /// False (PARLANCE_RATE_LIMITS=off): only `connections` is limited.
    bool enabled = true;
    /// Log-in, registration and password change, per address.
    Allowance authentication{20, std::chrono::minutes(15)};
    /// Other REST calls, per account, or per address without one.
    Allowance rest{600, std::chrono::minutes(1)};
    /// If true, `legacyApi` also counts all calls of dialects under /api, per address, as one of
    /// the original backends did.
    bool legacy = false;
    Allowance legacyApi{100, std::chrono::minutes(15)};
    /// Socket events, per account: 20 a second with bursts of 60.
    Allowance events{60, std::chrono::seconds(3)};
    /// Opening sockets, per account, or per address without one.
    Allowance openings{600, std::chrono::minutes(1)};
    /// Open connections per address.
    int connectionsPerAddress = 100;
    /// Open connections of the whole server.
    int connections = 20000;
};

/// The result for one call. The numbers become the headers RateLimit-Limit, -Remaining and -Reset
/// (draft-ietf-httpapi-ratelimit-headers) and Retry-After (RFC 9110).
struct RateDecision
{
    bool allowed = true;
    /// Allowance::count. 0: nothing is limited.
    int limit = 0;
    /// Calls allowed at once after this one.
    int remaining = 0;
    /// If refused: time until one more call is allowed, rounded up.
    std::chrono::seconds retryAfter{0};
    /// Time until the bucket is full again, rounded up.
    std::chrono::seconds resetAfter{0};
    /// retryAfter in milliseconds.
    std::chrono::milliseconds wait{0};
};

/// Token buckets by key. Full buckets are removed. If more than `maxKeys` remain, all are removed,
/// so memory is bounded. Event loop only.
class RateLimiter
{
public:
    explicit RateLimiter(Clock clock, size_t maxKeys = 200'000);

    /// Takes one call from the bucket of `key`, which is created full.
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
    /// Number of buckets at which full ones are removed next.
    size_t m_sweepAt = 1024;
};

} // namespace parlance
