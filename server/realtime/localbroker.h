// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "realtime/broker.h"

#include <deque>
#include <map>
#include <vector>

namespace parlance {

/// The broker of a single node: publishing calls the subscribers in the same turn of the event
/// loop.
class LocalBroker : public Broker
{
public:
    void subscribe(Stage stage, Subscriber subscriber) override;
    void publish(Event event) override;

private:
    std::map<Stage, std::vector<Subscriber>> m_stages;
    std::deque<Event> m_queue;
    bool m_publishing = false;
};

} // namespace parlance
