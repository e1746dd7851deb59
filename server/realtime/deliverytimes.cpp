// SPDX-License-Identifier: GPL-3.0-or-later
#include "realtime/deliverytimes.h"

namespace parlance {

DeliveryTimes::DeliveryTimes()
{
    m_afterSockets.setSingleShot(true);
    m_afterSockets.setInterval(0);
    m_afterSockets.callOnTimeout([this] { flushed(); });
}

void DeliveryTimes::sent(Moment parsedAt)
{
    if (parsedAt == Moment())
        return;
    if (m_sent.empty())
        m_afterSockets.start();
    m_sent.push_back(parsedAt);
}

void DeliveryTimes::flushed()
{
    const Moment now = std::chrono::steady_clock::now();
    for (const Moment parsedAt : m_sent)
        m_times.record(now - parsedAt);
    m_sent.clear();
}

} // namespace parlance
