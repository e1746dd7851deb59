// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accounts.h"
#include "app/messages.h"
#include "app/presence.h"
#include "app/rooms.h"

namespace parlance {

/// All use cases, as a dialect's handlers see them.
struct Services
{
    Accounts &accounts;
    Rooms &rooms;
    Messages &messages;
    Presence &presence;
};

} // namespace parlance
