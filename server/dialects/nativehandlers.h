// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

/// The handlers of the rows in native.cpp: parse, call the service, render.
namespace parlance::nativehandlers {

#define PARLANCE_HANDLER(name) void name(Services &services, const Call &call, Respond respond)

PARLANCE_HANDLER(registerAccount);
PARLANCE_HANDLER(createSession);
PARLANCE_HANDLER(getAccount);
PARLANCE_HANDLER(changePassword);
PARLANCE_HANDLER(deleteSession);
PARLANCE_HANDLER(deleteSessions);
PARLANCE_HANDLER(prolongSession);
PARLANCE_HANDLER(searchUsers);
PARLANCE_HANDLER(getUser);
PARLANCE_HANDLER(onlineUsers);

PARLANCE_HANDLER(createRoom);
PARLANCE_HANDLER(listRooms);
PARLANCE_HANDLER(getRoom);
PARLANCE_HANDLER(updateRoom);
PARLANCE_HANDLER(deleteRoom);
PARLANCE_HANDLER(joinRoom);
PARLANCE_HANDLER(leaveRoom);
PARLANCE_HANDLER(readRoom);
PARLANCE_HANDLER(onlineInRoom);
PARLANCE_HANDLER(setTyping);
PARLANCE_HANDLER(listMembers);
PARLANCE_HANDLER(updateMember);
PARLANCE_HANDLER(removeMember);
PARLANCE_HANDLER(createInvitation);
PARLANCE_HANDLER(listInvitations);
PARLANCE_HANDLER(declineInvitation);
PARLANCE_HANDLER(openDirect);

PARLANCE_HANDLER(postMessage);
PARLANCE_HANDLER(listMessages);
PARLANCE_HANDLER(listChanges);
PARLANCE_HANDLER(resumeMessages);
PARLANCE_HANDLER(editMessage);
PARLANCE_HANDLER(deleteMessage);

PARLANCE_HANDLER(reportMessage);
PARLANCE_HANDLER(reportUser);

#undef PARLANCE_HANDLER

} // namespace parlance::nativehandlers
