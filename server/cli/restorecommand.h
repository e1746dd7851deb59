// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"
#include "storage/backend.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace parlance {

QString restoreCommandHelp();

struct RestoreCommandContext
{
    /// The database of the data.
    std::unique_ptr<Backend> database;
    /// Prevents servers from using the database for the rest of the process; Conflict: one is
    /// running.
    std::function<Result<void>()> lock;
    /// Replaces the secret of the tokens.
    std::function<Result<void>(const QByteArray &)> takeSecret;
};

/// Runs `parlance-server restore …`, on a stopped server. Returns an exit code.
int runRestoreCommand(const RestoreCommandContext &context, const QStringList &arguments);
/// The same with its arguments. `path` is absolute, or relative to the working directory.
int restoreBackup(const RestoreCommandContext &context, const QString &path, bool dryRun);

} // namespace parlance
