// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/subject.h"

#include <vector>

namespace parlance::gui {

/// An argument of a command that the operator fills in.
struct Field
{
    enum class Kind {
        Text,
        LongText,
        Reason,
        Duration,
        Number,
        Time,
        Role,
        Room,
        User,
        Choice,
        Switch
    };

    /// As the server calls it: "reason", "for".
    const char *argument = "";
    Kind kind = Kind::Text;
    /// QT_TRANSLATE_NOOP("Commands", "…")
    const char *label = "";
    bool isRequired = false;
    /// Kind::Choice: the values, and how they read (QT_TRANSLATE_NOOP).
    std::vector<std::pair<const char *, const char *>> choices = {};
    /// What it begins with, for example "1h".
    const char *preset = "";
};

/// A cell of what was chosen that becomes an argument: {"user", "username"}.
struct Filled
{
    const char *argument = "";
    /// May have dots. Without a value, the operator types it.
    const char *cell = "";
    /// Without a value, the argument is left out.
    bool isOptional = false;
};

/// How the console offers a command of the server. Menus, buttons, shortcuts, the palette and the
/// sheet that asks all read this one table.
struct CommandSpec
{
    enum class Severity {
        /// Runs at once: it only helps, or is easily undone.
        Safe,
        /// Asks for arguments.
        Asks,
        /// Asks with the target's name and the figures of a dry run.
        Danger
    };

    /// "users.suspend"
    const char *command = "";
    /// Unique among the specs, where several offer one command: "lockdown.off"; empty: `command`.
    const char *name = "";
    Subject subject = Subject::None;
    /// In menus and on buttons: "Suspend…". QT_TRANSLATE_NOOP("Commands", "…"), as all texts here.
    const char *title = "";
    /// On the sheet's button: "Suspend %1".
    const char *deed = "";
    /// The same when it has a duration: "Suspend %1 for %2"; empty: `deed`.
    const char *deedFor = "";
    /// When it has been done: "%1 is suspended". Empty: the deed.
    const char *outcome = "";
    /// What it does, one sentence.
    const char *explanation = "";
    /// Of icons/: "pause".
    const char *icon = "";
    Severity severity = Severity::Safe;
    /// The lowest role that may run it, for the reason why it is disabled; the server decides.
    const char *needs = "operator";
    std::vector<Filled> filled = {};
    /// Arguments that are always the same; "true" becomes a boolean.
    std::vector<std::pair<const char *, const char *>> fixed = {};
    std::vector<Field> fields = {};
    bool hasReason = true;
    bool hasDryRun = true;
    /// The name of the spec that takes it back with the same `filled`; empty: none.
    const char *undo = "";
    /// Whether it makes sense for this row, as unsuspend only for who is suspended; nullptr:
    /// always.
    bool (*applies)(const Cells &cells) = nullptr;
    /// As "Del"; empty: none.
    const char *shortcut = "";
};

const std::vector<CommandSpec> &commandSpecs();
/// By CommandSpec::name, or the command's. nullptr: the console does not offer it.
const CommandSpec *findSpec(const QString &name);
/// Unique: CommandSpec::name, or the command's.
QString nameOf(const CommandSpec &spec);
/// Translated; without the points at its end if `isPlain`.
QString titleOf(const CommandSpec &spec, bool isPlain = false);
/// In the context of the table: QT_TRANSLATE_NOOP("Commands", "…").
QString commandText(const char *text);

} // namespace parlance::gui
