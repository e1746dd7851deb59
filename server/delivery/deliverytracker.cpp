// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/deliverytracker.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace parlance {

bool DeliveryTracker::add(quint64 position, Task delivered)
{
    if (m_waiting.size() >= maxWaiting)
        return false;
    m_waiting.push_back({position, std::move(delivered)});
    return true;
}

void DeliveryTracker::confirm(quint64 position)
{
    m_confirmed = std::max(m_confirmed, position);
    const auto known = [this](const Waiting &waiting) { return waiting.position <= m_confirmed; };
    // Counted before the first one runs: a callback that adds another each time would loop forever.
    auto due = std::distance(m_waiting.begin(),
                             std::find_if_not(m_waiting.begin(), m_waiting.end(), known));
    for (; due > 0 && !m_waiting.empty() && known(m_waiting.front()); --due) {
        const auto delivered = std::move(m_waiting.front().delivered);
        m_waiting.pop_front();
        delivered();
    }
}

} // namespace parlance
