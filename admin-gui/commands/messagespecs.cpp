// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/specgroups.h"

namespace parlance::gui::specs {

using Severity = CommandSpec::Severity;

namespace {

CommandSpec redactSpec()
{
    return {
        .command = "messages.redact",
        .subject = Subject::Message,
        .title = QT_TRANSLATE_NOOP("Commands", "Delete message…"),
        .deed = QT_TRANSLATE_NOOP("Commands", "Delete the message of %1"),
        .outcome = QT_TRANSLATE_NOOP("Commands", "The message of %1 is deleted."),
        .explanation = QT_TRANSLATE_NOOP(
            "Commands", "The text is gone for everybody, at once. This cannot be undone."),
        .icon = "trash",
        .severity = Severity::Danger,
        .filled = {{"message", "id"}},
        .applies =
            [](const Cells &cells) { return cells.value(QStringLiteral("deletedAt")).isNull(); },
        .shortcut = "Del"};
}

} // namespace

std::vector<CommandSpec> ofMessages()
{
    CommandSpec ofReport = redactSpec();
    ofReport.name = "messages.redact-of-report";
    ofReport.subject = Subject::Report;
    ofReport.filled = {{"message", "messageId"}};
    ofReport.applies = [](const Cells &cells) { return isOneOf(cells, "subject", {"message"}); };
    return {redactSpec(),
            {.command = "reports.resolve",
             .subject = Subject::Report,
             .title = QT_TRANSLATE_NOOP("Commands", "Resolve…"),
             .deed = QT_TRANSLATE_NOOP("Commands", "Resolve the report"),
             .outcome = QT_TRANSLATE_NOOP("Commands", "The report is resolved."),
             .explanation = QT_TRANSLATE_NOOP(
                 "Commands", "Closes the report. The reason becomes its note for administrators."),
             .icon = "check",
             .severity = Severity::Asks,
             .filled = {{"report", "id"}},
             .applies = [](const Cells &cells) { return isOneOf(cells, "state", {"open"}); },
             .shortcut = "Ctrl+Return"},
            ofReport};
}

std::vector<CommandSpec> ofInvitations()
{
    return {
        {.command = "invitations.create",
         .title = QT_TRANSLATE_NOOP("Commands", "Create invitation…"),
         .deed = QT_TRANSLATE_NOOP("Commands", "Create the invitation"),
         .deedFor = QT_TRANSLATE_NOOP("Commands", "Create an invitation for %2"),
         .outcome = QT_TRANSLATE_NOOP("Commands", "The invitation is created."),
         .explanation = QT_TRANSLATE_NOOP(
             "Commands", "With its code, which is shown this once, people can register."),
         .icon = "invitations",
         .severity = Severity::Asks,
         .needs = "administrator",
         .fields = {{.argument = "uses",
                     .kind = Field::Kind::Number,
                     .label = QT_TRANSLATE_NOOP("Commands", "How many accounts"),
                     .preset = "1"},
                    howLong("7d", true),
                    whichRoom(false),
                    {.argument = "note",
                     .label = QT_TRANSLATE_NOOP("Commands", "Note for administrators")}}},
        {.command = "invitations.revoke",
         .subject = Subject::Invitation,
         .title = QT_TRANSLATE_NOOP("Commands", "Revoke…"),
         .deed = QT_TRANSLATE_NOOP("Commands", "Revoke the invitation"),
         .outcome = QT_TRANSLATE_NOOP("Commands", "The invitation is revoked."),
         .explanation =
             QT_TRANSLATE_NOOP("Commands", "Nobody can register with its code any more."),
         .icon = "cross",
         .severity = Severity::Danger,
         .needs = "administrator",
         .filled = {{"invitation", "id"}},
         .shortcut = "Del"},
    };
}

} // namespace parlance::gui::specs
