// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>

namespace parlance {

/// Connections whose statements another thread may stop. Thread-safe.
class Interrupts
{
public:
    /// `stop` ends what the connection executes; called on any thread until remove().
    void add(const void *connection, std::function<void()> stop)
    {
        const std::lock_guard lock(m_mutex);
        m_stops[connection] = std::move(stop);
    }
    void remove(const void *connection)
    {
        const std::lock_guard lock(m_mutex);
        m_stops.erase(connection);
    }
    /// From now on work that looks at isStopped() gives up too.
    void stopAll()
    {
        m_stopped = true;
        const std::lock_guard lock(m_mutex);
        for (const auto &[connection, stop] : m_stops)
            stop();
    }
    bool isStopped() const { return m_stopped; }

private:
    std::mutex m_mutex;
    std::map<const void *, std::function<void()>> m_stops;
    std::atomic<bool> m_stopped{false};
};

} // namespace parlance
