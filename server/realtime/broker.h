// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/events.h"

#include <functional>

namespace parlance {

/// Carries events from where they happened to every node's subscribers. The publisher hears its own
/// events through the broker like everybody else, so one node and ten behave alike. Event loop
/// only.
class Broker
{
public:
    using Subscriber = std::function<void(const Event &)>;

    virtual ~Broker() = default;
    /// Subscribers are called in the order of their subscription, for the broker's life.
    virtual void subscribe(Subscriber subscriber) = 0;
    /// Events reach each subscriber in the order of publishing. An event published by a subscriber
    /// follows the present one.
    virtual void publish(Event event) = 0;
};

} // namespace parlance
