// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/endreason.h"

#include <iterator>

namespace parlance {

const char *endReasonName(EndReason reason)
{
    static constexpr const char *names[] = {
        "client_disconnect", "transport_close", "transport_error", "ping_timeout",
        "protocol_error",    "slow_reader",     "refused",         "session_ended",
        "server_shutdown",   "administrator",   "address_banned",
    };
    static_assert(std::size(names) == EndReasonCount);
    return names[int(reason)];
}

EndReason endReasonOf(DisconnectReason reason)
{
    switch (reason) {
    case DisconnectReason::SessionEnded:
        return EndReason::SessionEnded;
    case DisconnectReason::ServerShutdown:
        return EndReason::ServerShutdown;
    case DisconnectReason::ClosedByAdministrator:
        return EndReason::ClosedByAdministrator;
    case DisconnectReason::AddressBanned:
        return EndReason::AddressBanned;
    }
    return EndReason::TransportClosed;
}

} // namespace parlance
