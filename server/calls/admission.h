// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ratelimiter.h"
#include "dialects/dialect.h"

namespace parlance {

/// The two questions put to every call before its handler runs, whatever brought it: is the caller
/// within its allowance, and may it call this at all. Event loop only.
class Admission
{
public:
    Admission(RateLimiter &limiter, RateLimits limits);

    /// Takes one call of the caller's allowance; RateLimited with retryAfter. `decision`, if given,
    /// learns the numbers; its limit is 0 where nothing is limited.
    Result<void> take(RateClass rate, const Caller &caller, RateDecision *decision = nullptr);
    /// Callers with the same key share an allowance: those of one account, else those of one
    /// address (http::subscriberOf()).
    static QString bucketKey(RateClass rate, const Caller &caller);
    /// AuthenticationRequired, PasswordChangeRequired.
    static Result<void> permit(Access access, const Caller &caller);

private:
    const Allowance &allowanceOf(RateClass rate) const;

    RateLimiter &m_limiter;
    RateLimits m_limits;
};

} // namespace parlance
