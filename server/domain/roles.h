// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace parlance {

/// What a role may do in the whole server, beyond what every user may. The table is in roles.cpp.
enum class Permission {
    /// See the state of the server, connections, sessions, users and rooms.
    ViewServer,
    ViewAudit,
    /// See what users reported, with the messages.
    ViewReports,
    /// Resolve reports; suspend, ban and mute users, end their sessions, close connections.
    ModerateUsers,
    /// Freeze, slow down, purge, transfer and delete rooms, remove and ban their members, redact
    /// messages.
    ModerateRooms,
    /// Read the messages of all public and private rooms.
    ReadMessages,
    /// Ban addresses, lock the server down, announce something to everybody.
    ModerateServer,
    /// Create accounts, change their roles and passwords.
    ManageUsers,
    /// Change how the server runs.
    ManageServer,
};

bool may(ServerRole role, Permission permission);
/// Those of a role, as "view_server".
QStringList permissionNames(ServerRole role);
/// Ordered: nobody may change an account whose rank is higher than their own.
int rankOf(ServerRole role);

/// What a role may do in one room, beyond what every member may. The table is in roles.cpp.
enum class RoomPermission {
    /// To a public room.
    Invite,
    InviteToPrivate,
    /// Only members whose role is lower.
    RemoveMembers,
    /// Edit and delete the messages of others.
    ChangeOthersMessages,
    WriteWhenFrozen,
    IgnoreSlowMode,
    Rename,
    Delete,
    /// Also transfer the room.
    ChangeRoles,
};

bool may(RoomRole role, RoomPermission permission);

/// "user", "auditor", "operator", "administrator"
QString roleName(ServerRole role);
std::optional<ServerRole> roleFromName(const QString &name);
/// Ascending by rank.
const std::vector<ServerRole> &serverRoles();
QStringList roleNames();

} // namespace parlance
