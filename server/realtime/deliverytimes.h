// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/latencyhistogram.h"

#include <QTimer>

#include <vector>

namespace parlance {

/// How long messages take from the parsing of the call that posts them until their bytes have been
/// handed to the sockets of all receivers: as far as the kernel takes them, or into the answer of a
/// poll. Measured once for a message, not for a delivery. Event loop only.
class DeliveryTimes
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    DeliveryTimes();
    Q_DISABLE_COPY_MOVE(DeliveryTimes)

    /// A message, parsed at that time, has just been sent to all connections; the clock's epoch:
    /// not known.
    void sent(Moment parsedAt);
    const LatencyHistogram &times() const { return m_times; }

private:
    void flushed();

    /// A buffered socket writes when the event loop finds that it is writable, so `sent` is too
    /// early. The loop runs what was posted, then the sockets that are ready, then the timers that
    /// are due: a timer of zero, started in the turn that has sent, runs right after the sockets
    /// have written. (QTimer::singleShot(0) will not do: it posts an event.)
    QTimer m_afterSockets;
    /// Of the messages of this turn.
    std::vector<Moment> m_sent;
    LatencyHistogram m_times;
};

} // namespace parlance
