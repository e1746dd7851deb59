// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "shared/result.h"
#include "storage/backend.h"
#include "storage/upgrade.h"

#include <QStringList>

#include <functional>

namespace parlance {

QString importCommandHelp();

struct ImportCommandContext
{
    QString dataDirectory;
    /// The database of the data in a directory.
    std::function<std::unique_ptr<Backend>(const QString &directory, Synchronous)> makeBackend;
    /// Prevents servers from using the database for the rest of the process; Conflict: one is
    /// running.
    std::function<Result<void>()> lock;
    Limits limits;
    /// Allowed values of --dialect.
    QStringList dialects;
    /// If the database is one of an older release.
    UpgradeOptions upgrade = {};
};

/// Runs `parlance-server import …`, on a stopped server. Returns an exit code; progress and errors
/// go to standard error.
int runImportCommand(const ImportCommandContext &context, const QStringList &arguments);

} // namespace parlance
