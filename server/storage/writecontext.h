// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "shared/clock.h"
#include "storage/counters.h"

namespace parlance {

/// How long a repeated post with the same client id is recognised.
constexpr std::chrono::hours ClientIdLifetime{24};

/// State shared by the writing jobs. Used only by the writer thread.
struct WriteContext
{
    Limits limits;
    Clock clock;
    IdGenerator ids;
    Counters counters;
    /// Deleted rooms may have messages left to purge; true at the start, because the last run may
    /// have stopped in between.
    bool purgePending = true;
    /// When client ids were last pruned; empty: prune at once.
    std::optional<Timestamp> prunedAt;
    /// How long entries of the audit log stay; 0: for ever.
    std::chrono::days auditRetention{0};
    /// When the audit log was last looked at.
    std::optional<Timestamp> auditPrunedAt = {};
    /// The audit log is being pruned of what is older than this; empty: it is not.
    std::optional<Timestamp> auditHorizon = {};

    Timestamp now() const { return clock(); }
    template <class IdType>
    IdType newId(Timestamp now)
    {
        return IdType(ids.next(toEpochMs(now)));
    }
};

} // namespace parlance
