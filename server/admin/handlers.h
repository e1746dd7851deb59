// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "dialects/dialect.h"

/// The handlers of the commands: read the arguments, call the use case, render the answer.
namespace parlance::admin {

#define PARLANCE_COMMAND(name) void name(Services &services, const Call &call, Respond respond)
PARLANCE_COMMAND(listConnections);
PARLANCE_COMMAND(showConnection);
PARLANCE_COMMAND(disconnectConnection);
PARLANCE_COMMAND(listSessions);
PARLANCE_COMMAND(endSessions);
PARLANCE_COMMAND(listUsers);
PARLANCE_COMMAND(showUser);
PARLANCE_COMMAND(createUser);
PARLANCE_COMMAND(setUserRole);
PARLANCE_COMMAND(resetUserPassword);
PARLANCE_COMMAND(suspendUser);
PARLANCE_COMMAND(banUser);
PARLANCE_COMMAND(approveUser);
PARLANCE_COMMAND(unsuspendUser);
PARLANCE_COMMAND(muteUser);
PARLANCE_COMMAND(unmuteUser);
PARLANCE_COMMAND(listMutes);
PARLANCE_COMMAND(listRooms);
PARLANCE_COMMAND(showRoom);
PARLANCE_COMMAND(freezeRoom);
PARLANCE_COMMAND(unfreezeRoom);
PARLANCE_COMMAND(listAudit);
#undef PARLANCE_COMMAND

} // namespace parlance::admin
