// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/codec.h"
#include "engineio/heartbeat.h"

#include <QStringView>

namespace parlance::engineio {

/// All that differs between the revisions of the protocol.
struct Revision
{
    int number;
    const Codec &codec;
    std::unique_ptr<Heartbeat> (*makeHeartbeat)(Heartbeat::Listener &listener,
                                                const PacketQueue &queue, TimerQueue &timers,
                                                HeartbeatTimes times);
    /// How long after a WebSocket's 101 the open packet is sent.
    std::chrono::milliseconds greetingDelay;
};

/// What the query parameter EIO, taken literally, asks for; null if that is not spoken here.
const Revision *findRevision(QStringView eio, bool allowV3);

} // namespace parlance::engineio
