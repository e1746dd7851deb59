// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/command.h"

#include <QCommandLineOption>
#include <QStringList>

#include <optional>

/// `parlance-server admin …` reads the table of commands: the words of the command line become a
/// request to the local socket.
namespace parlance {

struct AdminRequest
{
    enum class Kind { Command, Help, Completion };

    Kind kind = Kind::Command;
    /// Null only for Help, about all commands that start with `words`, and for Completion.
    const admin::Command *command = nullptr;
    QStringList words = {};
    QJsonObject arguments = {};
    bool json = false;
    /// All pages of a list.
    bool csv = false;
    /// Of a followed command: only what is there already.
    bool once = false;
    /// Not empty.
    std::optional<QString> token = {};
    /// Empty: not given.
    QString socket = {};
    QString dataDirectory = {};
    QString configFile = {};
};

/// `words`: what follows "admin". The error is one line about a wrong command line.
Result<AdminRequest> readAdminRequest(const QStringList &words);

/// The options that every command has; the value's name is empty for one without a value.
const QList<QCommandLineOption> &adminOptions();
/// The arguments of a command: its own, for one that changes something the common ones, and "csv"
/// or "once", which the server does not know.
std::vector<admin::Argument> adminArguments(const admin::Command &command);
/// The argument that continues a list after a page; null: the command has no pages.
const admin::Argument *cursorOf(const admin::Command &command);
/// "dryRun" as the option's name "dry-run".
QString optionName(const admin::Argument &argument);
/// The value in the help: "USER" for a required argument `user`, "DURATION" for an option.
QString valueName(const admin::Argument &argument);

} // namespace parlance
