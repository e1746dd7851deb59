// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accounts.h"
#include "app/messages.h"
#include "app/presence.h"
#include "app/rooms.h"

namespace parlance {

/// All use cases, for the dialects' handlers. Each answers its caller first and publishes after
/// that in the same turn of the event loop: a client that waits for its ack can send again while
/// the others receive the event.
struct Services
{
    Accounts &accounts;
    Rooms &rooms;
    Messages &messages;
    Presence &presence;
};

} // namespace parlance
