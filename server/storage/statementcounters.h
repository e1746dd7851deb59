// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stores/carestore.h"

#include <atomic>
#include <deque>
#include <mutex>
#include <string_view>

namespace parlance {

/// How often one connection ran one statement, and how long that took. Counts on the connection's
/// thread; read by others.
class StatementCounter
{
public:
    explicit StatementCounter(std::string_view name)
        : m_name(name)
    {
    }
    void add(std::chrono::nanoseconds time);
    /// Adds its values.
    void readInto(StatementTime &sum) const;
    std::string_view name() const { return m_name; }

private:
    std::string_view m_name;
    std::atomic<quint64> m_calls{0};
    std::atomic<quint64> m_total{0};
    std::atomic<quint64> m_longest{0};
};

/// The counters of all connections of a store: one for each statement and connection. Thread-safe.
class StatementCounters
{
public:
    /// For one connection. `name` has static lifetime; the counter lives as long as this object.
    StatementCounter &add(std::string_view name);
    /// Summed up by name, the most expensive first.
    QList<StatementTime> read() const;

private:
    mutable std::mutex m_mutex;
    std::deque<StatementCounter> m_counters;
};

} // namespace parlance
