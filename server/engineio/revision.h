// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/codec.h"
#include "engineio/heartbeat.h"

#include <QStringView>

namespace parlance::engineio {

/// The differences between the revisions of the protocol.
struct Revision
{
    int number;
    const Codec &codec;
    std::unique_ptr<Heartbeat> (*makeHeartbeat)(Heartbeat::Listener &listener,
                                                const PacketQueue &queue, TimerQueue &timers,
                                                HeartbeatTimes times);
    /// Delay of the open packet after a WebSocket's 101.
    std::chrono::milliseconds greetingDelay;
};

/// The revision for the value of the query parameter EIO, compared literally; null if it is not
/// supported.
const Revision *findRevision(QStringView eio, bool allowV3);

} // namespace parlance::engineio
