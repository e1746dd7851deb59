// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway/callorder.h"
#include "gateway/parkedcalls.h"
#include "gateway/waitingcalls.h"

namespace parlance {

class SocketCalls;
struct SocketEntry;

/// The calls of one connection that are not answered yet: those above the rate limit, those in its
/// order, and those parked without a room. Event loop only.
class CallQueue final : public WaitingCaller
{
public:
    /// Both outlive it.
    CallQueue(SocketCalls &calls, SocketEntry &entry);

    QString allowanceKey() const override;
    std::optional<std::chrono::milliseconds> takeTurn() override;
    void proceed(ReadCall read) override;
    void expire(ReadCall read) override;

    /// True if no call is running or waiting, parked calls excepted.
    bool isIdle() const { return order.count() == 0 && !WaitingCalls::isWaiting(*this); }

    CallOrder order;
    ParkedCalls parked;
    /// Running look-ups of the session's last room; they are answered in the order of the calls.
    int lookUps = 0;

private:
    SocketCalls &m_calls;
    SocketEntry &m_entry;
};

} // namespace parlance
