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
    /// Suspend, ban and mute users, end their sessions, close connections.
    ModerateUsers,
    /// Freeze rooms.
    ModerateRooms,
    /// Ban addresses, lock the server down, announce something to everybody.
    ModerateServer,
    /// Create accounts, change their roles and passwords.
    ManageUsers,
    /// Change how the server runs.
    ManageServer,
};

bool may(ServerRole role, Permission permission);
/// Ordered: nobody may change an account whose rank is higher than their own.
int rankOf(ServerRole role);

/// "user", "auditor", "operator", "administrator"
QString roleName(ServerRole role);
std::optional<ServerRole> roleFromName(const QString &name);
/// Ascending by rank.
const std::vector<ServerRole> &serverRoles();
QStringList roleNames();

} // namespace parlance
