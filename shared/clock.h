// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <functional>

namespace parlance {

/// A point in time, UTC, in milliseconds, as stored and as shown by every API.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// Source of the current time; tests pass their own.
using Clock = std::function<Timestamp()>;
Timestamp systemNow();

inline qint64 toEpochMs(Timestamp time)
{
    return time.time_since_epoch().count();
}
inline Timestamp fromEpochMs(qint64 ms)
{
    return Timestamp(std::chrono::milliseconds(ms));
}
/// ISO 8601 UTC with milliseconds, e.g. 2026-01-31T09:08:07.006Z.
QString toIsoString(Timestamp time);

} // namespace parlance
