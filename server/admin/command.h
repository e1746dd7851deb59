// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

#include <vector>

/// The commands of administrators are data: rows of one table (commands.h) that the command line,
/// the local socket and REST read alike.
namespace parlance::admin {

struct Argument
{
    enum class Type {
        Text,
        /// A user name or an id.
        User,
        /// A whole number, not negative.
        Number,
        /// "90s", "30m", "12h", "7d", "2w"
        Duration,
        /// ISO 8601 with a time zone, or a duration, which means that long ago.
        Time,
        /// "user", "auditor", "operator", "administrator"
        Role,
        /// "pending", "active", …
        State,
        /// "open", "resolved"
        ReportState,
        /// True or false; on the command line an option without a value.
        Flag,
        /// "on", "off"
        Switch,
        /// "debug", "info", …
        LogLevel,
        /// "minute", "hour", "day"
        Stretch
    };

    /// As in JSON: "user". On the command line a positional argument if required, else an option of
    /// this name.
    const char *name = "";
    Type type = Type::Text;
    bool required = false;
    /// One line, for help and the API documents.
    const char *help = "";
    /// On the command line a positional argument, although it is not required.
    bool positional = false;
    /// On the command line an option, although it is required.
    bool named = false;
    /// As on the command line, for the API documents; empty: they show the command without it.
    const char *example = "";
};

/// On the command line.
inline bool isPositional(const Argument &argument)
{
    return (argument.required && !argument.named) || argument.positional;
}
/// The words that a value of this type may be; empty: any text.
QStringList wordsOf(Argument::Type type);

struct Command
{
    /// Name, permission, and whether it only reads.
    AdminRule rule = {};
    /// One line.
    const char *summary = "";
    std::vector<Argument> arguments = {};
    Handler handler = nullptr;
    /// The name of its schema in resources/api/schemas.json.
    const char *answer = "";
    /// Besides those that every command has.
    std::vector<ErrorCode> errors = {};
    /// The fields that the command line shows, of each entry of "items" or of the answer itself;
    /// empty: all.
    std::vector<const char *> columns = {};
    /// The fields of the command line's --csv, which prints all pages; empty: it has none. Not over
    /// the socket and REST: one answer holds one page, so that none can fill the memory.
    std::vector<const char *> csvColumns = {};
    /// The command line reads all pages, and prints each entry as one line of JSON.
    bool isStream = false;
    /// The command line prints entries as they come, until it is ended. It has "after", "lines" and
    /// "wait".
    bool isFollowed = false;
};

/// The arguments of a command with those that it has besides its own: "reason" (Text) if it is
/// logged, and "dryRun" (Flag) if it changes something.
std::vector<Argument> allArguments(const Command &command);
/// Whether it has the argument "reason".
inline bool hasReason(const Command &command)
{
    return !command.rule.reads || command.rule.isLogged;
}

/// "users.set-role" as the command line's "users set-role".
QStringList wordsOf(const Command &command);
/// "users.set-role" as "/api/v1/admin/users/set-role".
QString pathOf(const Command &command);

} // namespace parlance::admin
