// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/connection.h"

namespace parlance {

DisconnectRule disconnectRule(DisconnectReason reason)
{
    switch (reason) {
    case DisconnectReason::SessionEnded:
        return {1008, "Session ended", false};
    case DisconnectReason::ServerShutdown:
        return {1001, "Server shutting down", true};
    case DisconnectReason::ClosedByAdministrator:
        return {1013, "Closed by an administrator", true};
    case DisconnectReason::AddressBanned:
        return {1008, "Address banned", false};
    }
    return {};
}

} // namespace parlance
