// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accounts.h"
#include "app/messages.h"
#include "app/presence.h"
#include "app/rooms.h"

namespace parlance {

/// All use cases, as a dialect's handlers see them. Each answers its caller first and publishes
/// after that, inside the same turn: a client that waits for its ack sends on while the others are
/// told. It publishes first only where the answer, or the next call of the same connection, depends
/// on what the event changes in memory: Rooms::create() and openDirect() (presence),
/// Accounts::changePassword() (Actor::mustChangePassword).
struct Services
{
    Accounts &accounts;
    Sessions &sessions;
    Rooms &rooms;
    Messages &messages;
    Presence &presence;
};

} // namespace parlance
