// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ratelimiter.h"
#include "domain/administration.h"

#include <map>

namespace parlance {

/// Bounds the entries that refused calls add to the log, of each actor: what is more is counted,
/// and the counts become one entry for each actor (takeCounted()). Memory is bounded too.
class RefusalLimit
{
public:
    /// A person, even with a script that fails, stays below this: 600 at once, then 10 a minute.
    static constexpr Allowance standard{600, std::chrono::hours(1)};
    /// Of more actors at a time, the entries name none.
    static constexpr size_t maxActors = 1000;

    explicit RefusalLimit(Clock clock, Allowance allowance = standard)
        : m_limiter(std::move(clock), 10 * maxActors)
        , m_allowance(allowance)
    {
    }

    /// Whether this refusal may be an entry of its own. False: it was counted.
    bool admits(const AuditEntry &entry);
    /// What was counted since the last time. Each entry is like the last refusal of its actor, but
    /// has only the number of refusals as its arguments.
    QList<AuditEntry> takeCounted();

private:
    struct Counted
    {
        AuditEntry last;
        qint64 count = 0;
    };

    RateLimiter m_limiter;
    Allowance m_allowance;
    std::map<QString, Counted> m_counted;
};

} // namespace parlance
