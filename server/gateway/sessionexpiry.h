// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/socketentry.h"
#include "realtime/broker.h"

namespace parlance {

/// Ends the sessions of connections when they expire, and notifies the connections some time
/// before. Event loop only.
class SessionExpiry
{
public:
    /// Both outlive it.
    SessionExpiry(Broker &broker, TimerQueue &timers, Clock clock);

    /// Watches the session that the connection currently acts through.
    void watch(SocketEntry &entry);

private:
    Broker &m_broker;
    TimerQueue &m_timers;
    Clock m_clock;
};

} // namespace parlance
