// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ratelimiter.h"

#include <algorithm>
#include <cmath>

namespace parlance {

namespace {

std::chrono::seconds roundedUp(double milliseconds)
{
    return std::chrono::seconds(qint64(std::ceil(milliseconds / 1000.0)));
}

} // namespace

RateLimiter::RateLimiter(Clock clock, size_t maxKeys)
    : m_clock(std::move(clock))
    , m_maxKeys(maxKeys)
{
}

RateDecision RateLimiter::take(const QString &key, const Allowance &allowance)
{
    const Timestamp now = m_clock();
    if (m_buckets.size() >= m_sweepAt)
        forgetFull(now);
    auto [it, isNew] = m_buckets.try_emplace(key, Bucket{double(allowance.count), now, {}});
    Bucket &bucket = it->second;
    bucket.period = allowance.period;
    const double perMs = allowance.count / double(allowance.period.count());
    const auto passed = std::max<qint64>(0, (now - bucket.updated).count());
    bucket.tokens = std::min<double>(allowance.count, bucket.tokens + double(passed) * perMs);
    bucket.updated = now;

    RateDecision decision;
    decision.limit = allowance.count;
    decision.allowed = bucket.tokens >= 1;
    if (decision.allowed) {
        bucket.tokens -= 1;
    } else {
        const double wait = (1 - bucket.tokens) / perMs;
        decision.retryAfter = roundedUp(wait);
        decision.wait = std::chrono::milliseconds(qint64(std::ceil(wait)));
    }
    decision.remaining = int(bucket.tokens);
    decision.resetAfter = roundedUp((allowance.count - bucket.tokens) / perMs);
    return decision;
}

void RateLimiter::forgetFull(Timestamp now)
{
    // A bucket that was unused for a whole period is full again, like a new one.
    std::erase_if(m_buckets, [now](const auto &item) {
        return now - item.second.updated >= item.second.period;
    });
    // Too many active keys, e.g. in an attack from many addresses: allowing some calls too many is
    // better than unbounded memory.
    if (m_buckets.size() >= m_maxKeys)
        m_buckets.clear();
    m_sweepAt = std::clamp<size_t>(m_buckets.size() * 2, 1024, m_maxKeys);
}

} // namespace parlance
