// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "shared/clock.h"
#include "storage/counters.h"

namespace parlance {

/// How long repeating a post with its client id stores nothing.
constexpr std::chrono::hours ClientIdLifetime{24};

/// What the writing jobs share beside the database. Only the writer thread touches it.
struct WriteContext
{
    Limits limits;
    Clock clock;
    IdGenerator ids;
    Counters counters;
    /// Rooms may be waiting for their messages to be purged; true at the start, because the last
    /// run may have ended in the middle.
    bool purgePending = true;
    /// When client ids were last looked through; nothing: look at once.
    std::optional<Timestamp> prunedAt;

    Timestamp now() const { return clock(); }
    template <class IdType>
    IdType newId(Timestamp now)
    {
        return IdType(ids.next(toEpochMs(now)));
    }
};

} // namespace parlance
