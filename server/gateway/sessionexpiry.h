// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/socketentry.h"
#include "realtime/broker.h"

namespace parlance {

/// Ends the sessions of connections when their time is over, and tells them a while before. Event
/// loop only.
class SessionExpiry
{
public:
    /// Both outlive it.
    SessionExpiry(Broker &broker, TimerQueue &timers, Clock clock);

    /// For the session that the connection acts through now.
    void watch(SocketEntry &entry);

private:
    Broker &m_broker;
    TimerQueue &m_timers;
    Clock m_clock;
};

} // namespace parlance
