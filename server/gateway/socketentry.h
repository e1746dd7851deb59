// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delivery/connection.h"
#include "dialects/dialect.h"
#include "gateway/callqueue.h"
#include "realtime/subscription.h"
#include "recorder/flightrecorder.h"
#include "timers/timerqueue.h"

#include <memory>

namespace parlance {

/// The gateway's state of one connection. Running calls keep it alive after the connection has
/// closed.
struct SocketEntry : std::enable_shared_from_this<SocketEntry>
{
    SocketEntry(quint64 number, Connection *connected)
        : id(number)
        , connection(connected)
    {
    }

    /// False once the connection has closed.
    bool isOpen() const { return connection != nullptr; }

    /// Unique; never reused.
    const quint64 id;
    /// Null once the connection has closed.
    Connection *connection;
    Timestamp openedAt = {};
    /// When its client last sent a call.
    Timestamp heardAt = {};
    recorder::Chain chain;
    Caller caller;
    std::shared_ptr<Subscription> subscription = std::make_shared<Subscription>();
    /// Its dialect is final.
    bool settled = false;
    /// It connected without a token.
    bool tokenless = false;
    /// While such a connection has no user: a session of its client (Witnesses).
    std::optional<Actor> witness;
    /// Counts what may end its subscriptions to rooms: older answers about them are out of date.
    quint64 revision = 0;
    /// Counted by Presence and attached to the hub.
    bool online = false;
    /// Its client was told that it is open.
    bool opened = false;
    /// An administrator has closed it: it is none of the open ones any more.
    bool isBeingClosed = false;
    /// The session it acted through has ended: no further calls are executed.
    bool sessionEnded = false;
    /// Expiry of its session, or of the witness's.
    std::unique_ptr<Deadline> expiry;
    /// The interface for the handlers.
    std::unique_ptr<CallingSocket> handle;
    std::unique_ptr<CallQueue> calls;
};
using SocketEntryPtr = std::shared_ptr<SocketEntry>;

} // namespace parlance
