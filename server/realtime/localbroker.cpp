// SPDX-License-Identifier: GPL-3.0-or-later
#include "realtime/localbroker.h"

namespace parlance {

void LocalBroker::subscribe(Stage stage, Subscriber subscriber)
{
    m_stages[stage].push_back(std::move(subscriber));
}

void LocalBroker::publish(Event event)
{
    // A subscriber may publish: its event is queued, so that all subscribers see the same order.
    m_queue.push_back(std::move(event));
    if (m_publishing)
        return;
    m_publishing = true;
    while (!m_queue.empty()) {
        const Event next = std::move(m_queue.front());
        m_queue.pop_front();
        for (const auto &[stage, subscribers] : m_stages) {
            for (const Subscriber &subscriber : subscribers)
                subscriber(next);
        }
    }
    m_publishing = false;
}

} // namespace parlance
