// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/roles.h"

#include <algorithm>

namespace parlance {

namespace {

struct Row
{
    ServerRole role;
    const char *name;
    std::vector<Permission> permissions;
};

// Ascending by rank.
const std::vector<Row> &rows()
{
    using enum Permission;
    static const std::vector<Row> table = {
        {ServerRole::User, "user", {}},
        {ServerRole::Auditor, "auditor", {ViewServer, ViewAudit, ReadMessages, ViewReports}},
        {ServerRole::Operator,
         "operator",
         {ViewServer, ViewAudit, ReadMessages, ViewReports, ModerateUsers, ModerateRooms,
          ModerateServer}},
        {ServerRole::Administrator,
         "administrator",
         {ViewServer, ViewAudit, ReadMessages, ViewReports, ModerateUsers, ModerateRooms,
          ModerateServer, ManageUsers, ManageServer}},
    };
    return table;
}

std::vector<Row>::const_iterator find(ServerRole role)
{
    return std::find_if(rows().begin(), rows().end(),
                        [role](const Row &row) { return row.role == role; });
}

struct PermissionName
{
    Permission permission;
    const char *name;
};
constexpr PermissionName permissionTable[] = {
    {Permission::ViewServer, "view_server"},         {Permission::ViewAudit, "view_audit"},
    {Permission::ViewReports, "view_reports"},       {Permission::ModerateUsers, "moderate_users"},
    {Permission::ModerateRooms, "moderate_rooms"},   {Permission::ReadMessages, "read_messages"},
    {Permission::ModerateServer, "moderate_server"}, {Permission::ManageUsers, "manage_users"},
    {Permission::ManageServer, "manage_server"},
};

struct RoomRow
{
    RoomRole role;
    std::vector<RoomPermission> permissions;
};

const std::vector<RoomRow> &roomRows()
{
    using enum RoomPermission;
    static const std::vector<RoomRow> table = {
        {RoomRole::Member, {Invite}},
        {RoomRole::Moderator,
         {Invite, InviteToPrivate, RemoveMembers, ChangeOthersMessages, WriteWhenFrozen,
          IgnoreSlowMode}},
        {RoomRole::Owner,
         {Invite, InviteToPrivate, RemoveMembers, ChangeOthersMessages, WriteWhenFrozen,
          IgnoreSlowMode, Rename, Delete, ChangeRoles}},
    };
    return table;
}

} // namespace

bool may(RoomRole role, RoomPermission permission)
{
    return std::any_of(roomRows().begin(), roomRows().end(), [=](const RoomRow &row) {
        return row.role == role && std::find(row.permissions.begin(), row.permissions.end(),
                                             permission) != row.permissions.end();
    });
}

bool may(ServerRole role, Permission permission)
{
    const auto row = find(role);
    return row != rows().end() && std::find(row->permissions.begin(), row->permissions.end(),
                                            permission) != row->permissions.end();
}

QStringList permissionNames(ServerRole role)
{
    QStringList list;
    for (const PermissionName &each : permissionTable) {
        if (may(role, each.permission))
            list.append(QString::fromLatin1(each.name));
    }
    return list;
}

int rankOf(ServerRole role)
{
    const auto row = find(role);
    return row == rows().end() ? 0 : int(row - rows().begin());
}

QString roleName(ServerRole role)
{
    const auto row = find(role);
    return QString::fromLatin1(row == rows().end() ? rows().front().name : row->name);
}

std::optional<ServerRole> roleFromName(const QString &name)
{
    const auto row = std::find_if(rows().begin(), rows().end(), [&name](const Row &each) {
        return name == QLatin1StringView(each.name);
    });
    return row == rows().end() ? std::nullopt : std::optional(row->role);
}

const std::vector<ServerRole> &serverRoles()
{
    static const std::vector<ServerRole> roles = [] {
        std::vector<ServerRole> all;
        for (const Row &row : rows())
            all.push_back(row.role);
        return all;
    }();
    return roles;
}

QStringList roleNames()
{
    QStringList list;
    for (const Row &row : rows())
        list.append(QString::fromLatin1(row.name));
    return list;
}

} // namespace parlance
