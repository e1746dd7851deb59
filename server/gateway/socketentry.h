// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"
#include "gateway/callqueue.h"
#include "realtime/connection.h"
#include "realtime/subscription.h"
#include "timers/timerqueue.h"

#include <memory>

namespace parlance {

/// What the gateway knows of one connection. Lives on in the calls that are under way when the
/// connection has closed.
struct SocketEntry : std::enable_shared_from_this<SocketEntry>
{
    SocketEntry(quint64 number, Connection *connected)
        : id(number)
        , connection(connected)
    {
    }

    /// As long as it is one of the gateway's.
    bool isOpen() const { return connection != nullptr; }

    /// No other has it, also later.
    const quint64 id;
    /// Null once it has closed.
    Connection *connection;
    Caller caller;
    std::shared_ptr<Subscription> subscription = std::make_shared<Subscription>();
    /// Its dialect does not change any more.
    bool settled = false;
    /// It has shown no token.
    bool tokenless = false;
    /// Of such a one that acts for nobody yet: a session of its client.
    std::optional<Actor> witness;
    /// Counted by Presence and attached to the hub.
    bool online = false;
    /// What it acted for is over: nothing is carried out any more.
    bool sessionEnded = false;
    /// Of its session, or of the witness.
    std::unique_ptr<Deadline> expiry;
    /// As the handlers see it.
    std::unique_ptr<CallingSocket> handle;
    std::unique_ptr<CallQueue> calls;
};
using SocketEntryPtr = std::shared_ptr<SocketEntry>;

} // namespace parlance
