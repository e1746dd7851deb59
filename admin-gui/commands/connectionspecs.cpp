// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/specgroups.h"

namespace parlance::gui::specs {

using Severity = CommandSpec::Severity;

namespace {

CommandSpec disconnectSpec()
{
    return {.command = "connections.disconnect",
            .subject = Subject::Connection,
            .title = QT_TRANSLATE_NOOP("Commands", "Disconnect…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Disconnect %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 is disconnected."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Closes this connection. Its client may come back at once."),
            .icon = "disconnect",
            .severity = Severity::Danger,
            .filled = {{"connection", "id"}},
            .shortcut = "Del"};
}

CommandSpec endSessionSpec(const char *name, Subject subject, const char *idCell,
                           const char *shortcut)
{
    return {.command = "sessions.end",
            .name = name,
            .subject = subject,
            .title = QT_TRANSLATE_NOOP("Commands", "End session…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "End the session of %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The session of %1 has ended."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Logs this device out. The user has to log in again on it."),
            .icon = "end",
            .severity = Severity::Danger,
            .filled = {{"session", idCell}},
            .shortcut = shortcut};
}

CommandSpec endAllSessionsSpec()
{
    return {.command = "sessions.end",
            .name = "sessions.end-of-user",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "End all sessions…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "End all sessions of %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "All sessions of %1 have ended."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Logs the user out everywhere. They have to log in again."),
            .icon = "end",
            .severity = Severity::Danger,
            .filled = {{"user", "id"}}};
}

CommandSpec banConnectionSpec()
{
    return {.command = "bans.add",
            .name = "bans.add-of-connection",
            .subject = Subject::Connection,
            .title = QT_TRANSLATE_NOOP("Commands", "Ban address…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Ban the address of %1"),
            .deedFor = QT_TRANSLATE_NOOP("Commands", "Ban the address of %1 for %2"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The address of %1 is banned."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Keeps everybody with this address out and closes their connections."),
            .icon = "ban",
            .severity = Severity::Danger,
            .filled = {{"address", "address"}},
            .fields = {howLong("1d")},
            .undo = "bans.remove"};
}

} // namespace

std::vector<CommandSpec> ofConnections()
{
    CommandSpec endThis =
        endSessionSpec("sessions.end-of-connection", Subject::Connection, "sessionId", "Shift+Del");
    endThis.applies = [](const Cells &cells) {
        return !cells.value(QStringLiteral("sessionId")).isNull();
    };
    return {disconnectSpec(), endThis, banConnectionSpec(),
            endSessionSpec("", Subject::Session, "id", "Del"), endAllSessionsSpec()};
}

} // namespace parlance::gui::specs
