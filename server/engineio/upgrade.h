// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/websockettransport.h"
#include "timers/timerqueue.h"

#include <memory>
#include <vector>

namespace parlance::engineio {

/// A WebSocket that is about to replace polling as the session's transport.
struct Upgrade
{
    explicit Upgrade(TimerQueue &timers)
        : timeout(timers)
        , noop(timers)
    {
    }

    enum class Step {
        Opened,
        Probed,
        /// The client has switched to the WebSocket, but packets that it posted before are not
        /// handled yet.
        Completing
    };

    /// Stores packets that the WebSocket receives while completing, `maxBytes` of data at most.
    /// False: too much.
    [[nodiscard]] bool hold(const Packet &packet, qsizetype maxBytes)
    {
        heldBytes += packet.data.size();
        held.push_back(packet);
        return held.size() <= maxHeldPackets && heldBytes <= maxBytes;
    }

    /// Official clients send none: they wait for the POST's answer before they upgrade.
    static constexpr size_t maxHeldPackets = 64;

    Step step = Step::Opened;
    std::unique_ptr<WebSocketTransport> transport;
    bool pollEnded = false;
    std::vector<Packet> held;
    qsizetype heldBytes = 0;
    Deadline timeout;
    Deadline noop;
};

} // namespace parlance::engineio
