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
    /// May have dots.
    const char *cell = "";
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
    Subject subject = Subject::None;
    /// In menus and on buttons: "Suspend…". QT_TRANSLATE_NOOP("Commands", "…"), as all texts here.
    const char *title = "";
    /// On the sheet's button: "Suspend %1".
    const char *deed = "";
    /// What it does, one sentence.
    const char *explanation = "";
    /// Of icons/: "pause".
    const char *icon = "";
    Severity severity = Severity::Safe;
    std::vector<Filled> filled = {};
    std::vector<Field> fields = {};
    bool hasReason = true;
    bool hasDryRun = true;
    /// The command that takes it back with the same `filled`; empty: none.
    const char *undo = "";
    /// Whether it makes sense for this row, as unsuspend only for who is suspended; nullptr:
    /// always.
    bool (*applies)(const Cells &cells) = nullptr;
    /// As "Del"; empty: none.
    const char *shortcut = "";
};

const std::vector<CommandSpec> &commandSpecs();
/// nullptr: the console does not offer it.
const CommandSpec *findSpec(const QString &command);

} // namespace parlance::gui
