// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/latencyhistogram.h"

#include <QTimer>

namespace parlance {

/// Measures four times a second how late the event loop runs a timer: as long as that, everything
/// that arrives has to wait. The timer's own resolution is a millisecond. Event loop only.
class LoopLag
{
public:
    LoopLag();
    Q_DISABLE_COPY_MOVE(LoopLag)

    void start();
    const LatencyHistogram &times() const { return m_times; }

private:
    void measure();

    QTimer m_timer;
    std::chrono::steady_clock::time_point m_due;
    LatencyHistogram m_times;
};

} // namespace parlance
