// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/command.h"
#include "app/services.h"

/// The parts of the table of commands. Each stands in one file with the handlers of its rows: they
/// read the arguments, call the use case and render the answer.
namespace parlance::admin {

std::vector<Command> connectionCommands();
std::vector<Command> recordCommands();
std::vector<Command> sessionCommands();
std::vector<Command> accountCommands();
std::vector<Command> approvalCommands();
std::vector<Command> moderationCommands();
std::vector<Command> muteCommands();
std::vector<Command> personalDataCommands();
std::vector<Command> invitationCommands();
std::vector<Command> roomCommands();
std::vector<Command> roomBanCommands();
std::vector<Command> messageCommands();
std::vector<Command> reportCommands();
std::vector<Command> banCommands();
std::vector<Command> serverCommands();
std::vector<Command> auditCommands();
std::vector<Command> metricsCommands();
std::vector<Command> logCommands();
std::vector<Command> trafficCommands();
std::vector<Command> storageCommands();

// Arguments and rules that several parts use.

inline constexpr Argument theUser{.name = "user",
                                  .type = Argument::Type::User,
                                  .required = true,
                                  .help = "A user name or id",
                                  .example = "bob"};
inline constexpr Argument theRoom{
    .name = "room", .required = true, .help = "The name or id of a room", .example = "Gardening"};
inline constexpr Argument someUser{
    .name = "user", .type = Argument::Type::User, .help = "Only of this user"};
inline constexpr Argument forLong{.name = "for",
                                  .type = Argument::Type::Duration,
                                  .help = "How long: 90s, 12h, 7d",
                                  .example = "7d"};
inline constexpr Argument untilTime{
    .name = "until", .type = Argument::Type::Time, .help = "Until when"};
inline constexpr Argument pageSize{.name = "limit",
                                   .type = Argument::Type::Number,
                                   .help = "How many entries at most: 100, or up to 200"};
inline constexpr Argument afterId{.name = "after", .help = "Continue after this \"next\""};
inline constexpr Argument afterNumber{
    .name = "after", .type = Argument::Type::Number, .help = "Continue after this \"next\""};

inline constexpr AdminRule reads(const char *name, Permission permission = Permission::ViewServer)
{
    return {name, permission, true};
}

inline constexpr AdminRule readsLogged(const char *name, Permission permission)
{
    return {name, permission, true, true};
}

inline constexpr AdminRule changes(const char *name, Permission permission)
{
    return {name, permission, false};
}

} // namespace parlance::admin
