// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/commands.h"

#include "admin/commandgroups.h"

#include <algorithm>

namespace parlance::admin {

const std::vector<Command> &commands()
{
    static const std::vector<Command> all = [] {
        std::vector<Command> list;
        for (const auto &group :
             {connectionCommands(), sessionCommands(),    accountCommands(), personalDataCommands(),
              approvalCommands(),   moderationCommands(), muteCommands(),    roomCommands(),
              roomBanCommands(),    messageCommands(),    recordCommands(),  reportCommands(),
              invitationCommands(), banCommands(),        serverCommands(),  auditCommands(),
              metricsCommands(),    logCommands(),        trafficCommands(), storageCommands()})
            list.insert(list.end(), group.begin(), group.end());
        return list;
    }();
    return all;
}

const Command *findCommand(const QString &name)
{
    const auto found =
        std::find_if(commands().begin(), commands().end(), [&name](const Command &each) {
            return name == QLatin1StringView(each.rule.command);
        });
    return found == commands().end() ? nullptr : &*found;
}

} // namespace parlance::admin
