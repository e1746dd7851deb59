// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/specgroups.h"

namespace parlance::gui::specs {

using Severity = CommandSpec::Severity;

namespace {

CommandSpec announceSpec()
{
    return {.command = "announce",
            .title = QT_TRANSLATE_NOOP("Commands", "Announce…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Send the announcement"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The announcement is sent."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Shows a line to all connected clients, to one room, or to one user."),
            .icon = "announce",
            .severity = Severity::Danger,
            .fields = {{.argument = "text",
                        .kind = Field::Kind::LongText,
                        .label = QT_TRANSLATE_NOOP("Commands", "Text"),
                        .isRequired = true},
                       whichRoom(false),
                       whichUser(false)}};
}

CommandSpec lockdownSpec()
{
    return {.command = "lockdown",
            .title = QT_TRANSLATE_NOOP("Commands", "Lock down…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Lock the server down"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The server is locked down."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands",
                "Lets nobody new in: no new accounts and rooms, only members post and join."),
            .icon = "lock",
            .severity = Severity::Danger,
            .fixed = {{"state", "on"}},
            .undo = "lockdown.off",
            .applies = [](const Cells &cells) { return isFlag(cells, "lockedDown", false); }};
}

CommandSpec endLockdownSpec()
{
    return {.command = "lockdown",
            .name = "lockdown.off",
            .title = QT_TRANSLATE_NOOP("Commands", "End lockdown"),
            .deed = QT_TRANSLATE_NOOP("Commands", "End the lockdown"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The lockdown has ended."),
            .explanation = QT_TRANSLATE_NOOP("Commands", "Lets new people in again."),
            .icon = "unlock",
            .fixed = {{"state", "off"}},
            .undo = "lockdown",
            .applies = [](const Cells &cells) { return isFlag(cells, "lockedDown", true); }};
}

CommandSpec logLevelSpec()
{
    return {.command = "log-level",
            .title = QT_TRANSLATE_NOOP("Commands", "Change log level…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Change the log level"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The log level is changed."),
            .explanation =
                QT_TRANSLATE_NOOP("Commands", "How much the log says, until the next start."),
            .icon = "logs",
            .severity = Severity::Asks,
            .needs = "administrator",
            .fields = {{.argument = "level",
                        .kind = Field::Kind::Choice,
                        .label = QT_TRANSLATE_NOOP("Commands", "Level"),
                        .isRequired = true,
                        .choices = {{"debug", QT_TRANSLATE_NOOP("Commands", "debug: everything")},
                                    {"info", QT_TRANSLATE_NOOP("Commands", "info: as usual")},
                                    {"warning", QT_TRANSLATE_NOOP("Commands", "warning and worse")},
                                    {"error", QT_TRANSLATE_NOOP("Commands", "errors only")}},
                        .preset = "info"}}};
}

CommandSpec revealSpec()
{
    return {.command = "traffic.reveal",
            .title = QT_TRANSLATE_NOOP("Commands", "Show message texts…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Show texts for 15 minutes"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "Texts are shown for 15 minutes."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Your console shows the text of new messages. All other "
                            "administrators are told, with your reason."),
            .icon = "eye",
            .severity = Severity::Asks,
            .needs = "auditor",
            .fields = {whichRoom(false), neededReason()},
            .undo = "traffic.reveal.off"};
}

CommandSpec hideSpec()
{
    return {.command = "traffic.reveal",
            .name = "traffic.reveal.off",
            .title = QT_TRANSLATE_NOOP("Commands", "Hide message texts"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Hide the texts"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "Texts are hidden."),
            .explanation = QT_TRANSLATE_NOOP("Commands", "Ends it before the 15 minutes are over."),
            .icon = "lock",
            .needs = "auditor",
            .fixed = {{"off", "true"}}};
}

} // namespace

std::vector<CommandSpec> ofBans()
{
    return {
        {.command = "bans.add",
         .title = QT_TRANSLATE_NOOP("Commands", "Ban an address…"),
         .deed = QT_TRANSLATE_NOOP("Commands", "Ban the address"),
         .deedFor = QT_TRANSLATE_NOOP("Commands", "Ban the address for %2"),
         .outcome = QT_TRANSLATE_NOOP("Commands", "The address is banned."),
         .explanation = QT_TRANSLATE_NOOP(
             "Commands",
             "Keeps an address or network out, as 192.0.2.0/24, and closes its connections."),
         .icon = "ban",
         .severity = Severity::Danger,
         .fields = {{.argument = "address",
                     .label = QT_TRANSLATE_NOOP("Commands", "Address or network"),
                     .isRequired = true},
                    howLong("1d")},
         .undo = "bans.remove"},
        {.command = "bans.remove",
         .subject = Subject::Ban,
         .title = QT_TRANSLATE_NOOP("Commands", "End ban"),
         .deed = QT_TRANSLATE_NOOP("Commands", "End the ban of %1"),
         .outcome = QT_TRANSLATE_NOOP("Commands", "The ban of %1 has ended."),
         .explanation = QT_TRANSLATE_NOOP("Commands", "This address may connect again."),
         .icon = "play",
         .filled = {{"address", "address"}},
         .undo = "bans.add",
         .shortcut = "Del"},
        {.command = "users.unmute",
         .subject = Subject::Mute,
         .title = QT_TRANSLATE_NOOP("Commands", "End mute"),
         .deed = QT_TRANSLATE_NOOP("Commands", "End the mute of %1"),
         .outcome = QT_TRANSLATE_NOOP("Commands", "The mute of %1 has ended."),
         .explanation = QT_TRANSLATE_NOOP("Commands", "The user may post again."),
         .icon = "message",
         .filled = {{"user", "userId"}, {"room", "roomId", true}},
         .undo = "users.mute",
         .shortcut = "Del"},
    };
}

std::vector<CommandSpec> ofServer()
{
    return {announceSpec(), lockdownSpec(), endLockdownSpec(),
            logLevelSpec(), revealSpec(),   hideSpec()};
}

std::vector<CommandSpec> ofStorage()
{
    return {
        {.command = "storage.backup",
         .title = QT_TRANSLATE_NOOP("Commands", "Back up now…"),
         .deed = QT_TRANSLATE_NOOP("Commands", "Back up now"),
         .outcome = QT_TRANSLATE_NOOP("Commands", "The backup is made."),
         .explanation = QT_TRANSLATE_NOOP(
             "Commands", "Writes everything into one file on the server, which goes on running."),
         .icon = "save",
         .severity = Severity::Asks,
         .needs = "administrator",
         .fields = {{.argument = "name",
                     .label = QT_TRANSLATE_NOOP("Commands", "File name (empty: by the time)")}}},
        {.command = "storage.retention",
         .title = QT_TRANSLATE_NOOP("Commands", "Keep messages of a room…"),
         .deed = QT_TRANSLATE_NOOP("Commands", "Set the retention"),
         .outcome = QT_TRANSLATE_NOOP("Commands", "The retention is set."),
         .explanation = QT_TRANSLATE_NOOP(
             "Commands",
             "How long the messages of a room stay. Older ones are removed for good; 0: never."),
         .icon = "clock",
         .severity = Severity::Danger,
         .needs = "administrator",
         .fields = {whichRoom(),
                    {.argument = "days",
                     .kind = Field::Kind::Number,
                     .label = QT_TRANSLATE_NOOP("Commands", "Days"),
                     .isRequired = true,
                     .preset = "90"}}},
        {.command = "storage.retention",
         .name = "storage.retention.clear",
         .title = QT_TRANSLATE_NOOP("Commands", "Keep messages of a room as configured…"),
         .deed = QT_TRANSLATE_NOOP("Commands", "Use the server's retention"),
         .outcome = QT_TRANSLATE_NOOP("Commands", "The server's retention is used."),
         .explanation = QT_TRANSLATE_NOOP(
             "Commands", "The messages stay as long as storage.retention_days says."),
         .icon = "clock",
         .severity = Severity::Danger,
         .needs = "administrator",
         .fixed = {{"clear", "true"}},
         .fields = {whichRoom()}},
    };
}

} // namespace parlance::gui::specs
