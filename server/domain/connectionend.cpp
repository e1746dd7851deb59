// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/connectionend.h"

namespace parlance {

QString connectionEndName(ConnectionEnd end)
{
    static constexpr const char *names[] = {
        "client_left",     "transport_closed",        "transport_error", "ping_timeout",
        "too_slow",        "protocol_error",          "refused",         "session_ended",
        "server_shutdown", "closed_by_administrator", "address_banned",  "closed_by_server"};
    static_assert(std::size(names) == size_t(ConnectionEnd::ClosedByServer) + 1);
    return QString::fromLatin1(names[size_t(end)]);
}

QString recoveryFailureName(RecoveryFailure failure)
{
    static constexpr const char *names[] = {"unknown", "left", "too_much", "not_known"};
    static_assert(std::size(names) == size_t(RecoveryFailure::NotKnown) + 1);
    return QString::fromLatin1(names[size_t(failure)]);
}

} // namespace parlance
