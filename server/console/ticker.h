// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include <chrono>

namespace parlance::console {

/// Counts periods, for the version of a view whose values change all the time.
class Ticker
{
public:
    explicit Ticker(std::chrono::milliseconds period)
        : m_period(period)
    {
        m_since.start();
    }
    quint64 count() const { return quint64(m_since.elapsed() / m_period.count()); }

private:
    const std::chrono::milliseconds m_period;
    QElapsedTimer m_since;
};

} // namespace parlance::console
