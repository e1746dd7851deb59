// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/specgroups.h"

namespace parlance::gui::specs {

using Severity = CommandSpec::Severity;

namespace {

bool isPendingUser(const Cells &cells)
{
    return isOneOf(cells, "state", {"pending"});
}

// A ban is a suspension without an end.
bool isSuspendedUser(const Cells &cells)
{
    return isOneOf(cells, "state", {"suspended"}) &&
           (!cells.contains(QStringLiteral("until")) ||
            !cells.value(QStringLiteral("until")).isNull());
}

bool isBannedUser(const Cells &cells)
{
    return isOneOf(cells, "state", {"suspended"}) && cells.value(QStringLiteral("until")).isNull();
}

CommandSpec suspendSpec()
{
    return {.command = "users.suspend",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "Suspend…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Suspend %1"),
            .deedFor = QT_TRANSLATE_NOOP("Commands", "Suspend %1 for %2"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 is suspended."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Keeps the user out for a time and ends all their sessions."),
            .icon = "pause",
            .severity = Severity::Danger,
            .filled = {{"user", "id"}},
            .fields = {howLong("1d", true)},
            .undo = "users.unsuspend",
            .applies = [](const Cells &cells) {
                return isOneOf(cells, "state", {"active", "suspended"});
            }};
}

CommandSpec unsuspendSpec()
{
    return {.command = "users.unsuspend",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "End suspension"),
            .deed = QT_TRANSLATE_NOOP("Commands", "End the suspension of %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The suspension of %1 has ended."),
            .explanation = QT_TRANSLATE_NOOP("Commands", "The user may log in again."),
            .icon = "play",
            .filled = {{"user", "id"}},
            .applies = isSuspendedUser};
}

CommandSpec banUserSpec()
{
    return {.command = "users.ban",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "Ban…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Ban %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 is banned."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Keeps the user out for good and ends all their sessions."),
            .icon = "ban",
            .severity = Severity::Danger,
            .filled = {{"user", "id"}},
            .undo = "users.unban",
            .applies = [](const Cells &cells) {
                return isOneOf(cells, "state", {"active", "locked", "suspended"});
            }};
}

CommandSpec unbanUserSpec()
{
    return {.command = "users.unban",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "End ban"),
            .deed = QT_TRANSLATE_NOOP("Commands", "End the ban of %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The ban of %1 has ended."),
            .explanation = QT_TRANSLATE_NOOP("Commands", "The user may log in again."),
            .icon = "play",
            .filled = {{"user", "id"}},
            .applies = isBannedUser};
}

CommandSpec muteSpec()
{
    return {.command = "users.mute",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "Mute…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Mute %1"),
            .deedFor = QT_TRANSLATE_NOOP("Commands", "Mute %1 for %2"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 is muted."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "The user can read, but not post or edit; everywhere, or in one room."),
            .icon = "mute",
            .severity = Severity::Asks,
            .filled = {{"user", "id"}},
            .fields = {whichRoom(false), howLong("1h")},
            .undo = "users.unmute-of-user",
            .applies = [](const Cells &cells) {
                return isOneOf(cells, "state", {"active", "suspended", "locked"});
            }};
}

CommandSpec unmuteSpec()
{
    return {.command = "users.unmute",
            .name = "users.unmute-of-user",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "End mute…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "End the mute of %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The mute of %1 has ended."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "The user may post again. Name the room if the mute is of one room."),
            .icon = "message",
            .severity = Severity::Asks,
            .filled = {{"user", "id"}},
            .fields = {whichRoom(false)}};
}

CommandSpec approveSpec()
{
    return {.command = "users.approve",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "Approve"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Approve %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 is approved."),
            .explanation = QT_TRANSLATE_NOOP("Commands", "The new account may be used."),
            .icon = "check",
            .filled = {{"user", "id"}},
            .applies = isPendingUser};
}

CommandSpec rejectSpec()
{
    return {.command = "users.reject",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "Reject…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Reject %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 is rejected."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Removes the account that waits for approval. Its name is free again."),
            .icon = "cross",
            .severity = Severity::Danger,
            .filled = {{"user", "id"}},
            .applies = isPendingUser};
}

CommandSpec deactivateSpec()
{
    return {.command = "users.deactivate",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "Deactivate…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Deactivate %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 is deactivated."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Closes an account that is not needed any more and ends its sessions."),
            .icon = "end",
            .severity = Severity::Danger,
            .filled = {{"user", "id"}},
            .undo = "users.reactivate",
            .applies = [](const Cells &cells) {
                return isOneOf(cells, "state", {"active", "locked"});
            }};
}

CommandSpec reactivateSpec()
{
    return {.command = "users.reactivate",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "Reactivate"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Reactivate %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 is active again."),
            .explanation = QT_TRANSLATE_NOOP("Commands", "Opens a deactivated account again."),
            .icon = "end",
            .filled = {{"user", "id"}},
            .undo = "users.deactivate",
            .applies = [](const Cells &cells) { return isOneOf(cells, "state", {"deactivated"}); }};
}

} // namespace

std::vector<CommandSpec> ofUsers()
{
    return {approveSpec(),   rejectSpec(), suspendSpec(), unsuspendSpec(),  banUserSpec(),
            unbanUserSpec(), muteSpec(),   unmuteSpec(),  deactivateSpec(), reactivateSpec()};
}

} // namespace parlance::gui::specs
