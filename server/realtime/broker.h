// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/events.h"

#include <functional>

namespace parlance {

/// Carries events from where they happened to every node's subscribers. The publisher wantsEvent
/// its own events through the broker like everybody else, so one node and ten behave alike. Event
/// loop only.
class Broker
{
public:
    using Subscriber = std::function<void(const Event &)>;

    /// What a subscriber does with an event, which decides when it is called.
    enum class Stage {
        /// Brings what is known in memory up to date: sessions, presence.
        State,
        /// Tells the connections.
        Delivery,
        /// Changes connections that have been told.
        AfterDelivery
    };

    virtual ~Broker() = default;
    /// For the broker's life. Each event passes the stages in their order, and the subscribers of
    /// one stage in the order of their subscription.
    virtual void subscribe(Stage stage, Subscriber subscriber) = 0;
    /// Events reach each subscriber in the order of publishing. An event published by a subscriber
    /// follows the present one.
    virtual void publish(Event event) = 0;
};

} // namespace parlance
