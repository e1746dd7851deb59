// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/events.h"

#include <functional>

namespace parlance {

/// Distributes events to the subscribers of every node. The publisher receives its own events
/// through the broker too, so that one node and many behave alike. Event loop only.
class Broker
{
public:
    using Subscriber = std::function<void(const Event &)>;

    /// The stage of a subscriber, which decides when it is called.
    enum class Stage {
        /// Updates state in memory: sessions, presence.
        State,
        /// Sends the event to the connections.
        Delivery,
        /// Changes connections after they have received the event.
        AfterDelivery
    };

    virtual ~Broker() = default;
    /// For the broker's lifetime. Each event passes the stages in their order, and the subscribers
    /// of one stage in the order of their subscription.
    virtual void subscribe(Stage stage, Subscriber subscriber) = 0;
    /// Events reach each subscriber in the order of publishing. An event published by a subscriber
    /// follows the current one.
    virtual void publish(Event event) = 0;
};

} // namespace parlance
