// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ratelimiter.h"
#include "dialects/dialect.h"

#include <array>

namespace parlance {

/// The two checks before the handler of any call, over any transport: the rate limit, and whether
/// the caller may make this call. Event loop only.
class Admission
{
public:
    Admission(RateLimiter &limiter, RateLimits limits);

    /// Counts one call against the caller's allowance; RateLimited with retryAfter. `decision`, if
    /// given, receives the numbers; its limit is 0 where nothing is limited.
    Result<void> take(RateClass rate, const Caller &caller, RateDecision *decision = nullptr);
    /// The same for a call that was refused before and has waited since.
    Result<void> takeAgain(RateClass rate, const Caller &caller, RateDecision *decision = nullptr);
    /// A call waits behind those that were refused, without being counted against the allowance.
    void noteExceeded(RateClass rate) { ++m_exceeded[size_t(rate)]; }
    /// Calls above the limit since the start, each counted once however long it waits.
    quint64 exceeded(RateClass rate) const { return m_exceeded[size_t(rate)]; }
    /// Callers with the same key share an allowance: those of one account, else those of one
    /// address (http::subscriberOf()).
    static QString bucketKey(RateClass rate, const Caller &caller);
    /// AuthenticationRequired, PasswordChangeRequired.
    static Result<void> permit(Access access, const Caller &caller);

private:
    const Allowance &allowanceOf(RateClass rate) const;

    RateLimiter &m_limiter;
    RateLimits m_limits;
    std::array<quint64, RateClassCount> m_exceeded{};
};

} // namespace parlance
