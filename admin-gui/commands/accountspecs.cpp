// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/specgroups.h"

namespace parlance::gui::specs {

using Severity = CommandSpec::Severity;

namespace {

CommandSpec createSpec()
{
    return {
        .command = "users.create",
        .title = QT_TRANSLATE_NOOP("Commands", "Create user…"),
        .deed = QT_TRANSLATE_NOOP("Commands", "Create the user"),
        .outcome = QT_TRANSLATE_NOOP("Commands", "The user is created."),
        .explanation = QT_TRANSLATE_NOOP(
            "Commands", "Creates an account with a one-time password, which is shown this once."),
        .icon = "plus",
        .severity = Severity::Asks,
        .needs = "administrator",
        .fields = {{.argument = "name",
                    .label = QT_TRANSLATE_NOOP("Commands", "User name"),
                    .isRequired = true},
                   {.argument = "role",
                    .kind = Field::Kind::Role,
                    .label = QT_TRANSLATE_NOOP("Commands", "Role"),
                    .preset = "user"}}};
}

CommandSpec setRoleSpec()
{
    return {.command = "users.set-role",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "Change role…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Change the role of %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The role of %1 is changed."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Auditors see everything and change nothing, operators moderate, "
                            "administrators also manage accounts and the server."),
            .icon = "shield",
            .severity = Severity::Danger,
            .needs = "administrator",
            .filled = {{"user", "id"}},
            .fields = {{.argument = "role",
                        .kind = Field::Kind::Role,
                        .label = QT_TRANSLATE_NOOP("Commands", "New role"),
                        .isRequired = true}},
            .applies = [](const Cells &cells) {
                return isOneOf(cells, "state", {"active", "locked", "suspended", "deactivated"});
            }};
}

CommandSpec resetPasswordSpec()
{
    return {.command = "users.reset-password",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "Reset password…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Reset the password of %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The password of %1 is reset."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Sets a one-time password, which is shown this once, ends all "
                            "sessions, and unlocks a locked account."),
            .icon = "key",
            .severity = Severity::Danger,
            .needs = "administrator",
            .filled = {{"user", "id"}},
            .applies = [](const Cells &cells) {
                return isOneOf(cells, "state", {"active", "locked", "suspended", "pending"});
            }};
}

CommandSpec exportSpec()
{
    return {.command = "users.export",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "Export personal data…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Export the data of %1"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "The data of %1 are saved."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Saves everything that is stored about the user in a file, one JSON "
                            "object a line. The export is written to the audit log."),
            .icon = "download",
            .severity = Severity::Asks,
            .needs = "administrator",
            .filled = {{"user", "id"}},
            .hasDryRun = false,
            .applies = [](const Cells &cells) {
                return isOneOf(cells, "state",
                               {"pending", "active", "locked", "suspended", "deactivated"});
            }};
}

CommandSpec eraseSpec()
{
    return {.command = "users.erase",
            .subject = Subject::User,
            .title = QT_TRANSLATE_NOOP("Commands", "Erase…"),
            .deed = QT_TRANSLATE_NOOP("Commands", "Erase %1 for good"),
            .outcome = QT_TRANSLATE_NOOP("Commands", "%1 is erased."),
            .explanation = QT_TRANSLATE_NOOP(
                "Commands", "Removes all personal data of the user. This cannot be undone."),
            .icon = "trash",
            .severity = Severity::Danger,
            .needs = "administrator",
            .filled = {{"user", "id"}},
            .fields = {{.argument = "messages",
                        .kind = Field::Kind::Choice,
                        .label = QT_TRANSLATE_NOOP("Commands", "Messages"),
                        .choices = {{"keep", QT_TRANSLATE_NOOP("Commands",
                                                               "stay, as those of “deleted user”")},
                                    {"delete", QT_TRANSLATE_NOOP("Commands", "are deleted too")}},
                        .preset = "keep"}},
            .applies = [](const Cells &cells) {
                return isOneOf(cells, "state",
                               {"pending", "active", "locked", "suspended", "deactivated"});
            }};
}

} // namespace

std::vector<CommandSpec> ofAccounts()
{
    return {createSpec(), setRoleSpec(), resetPasswordSpec(), exportSpec(), eraseSpec()};
}

} // namespace parlance::gui::specs
