// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <optional>

namespace parlance {

struct AdminCommandContext
{
    /// The path of the socket by the configuration, with the options --data and --config if they
    /// are not empty.
    std::function<Result<QString>(const QString &dataDirectory, const QString &configFile)>
        socketPath;
    /// Restores a backup: the only command that runs while no server does. The first two are those
    /// of socketPath().
    std::function<int(const QString &dataDirectory, const QString &configFile,
                      const QString &backup, bool dryRun)>
        restore = {};
    /// PARLANCE_ADMIN_TOKEN, if it is set.
    std::optional<QString> token = {};
};

/// Runs `parlance-server admin …` (arguments after "admin") and returns the exit code; the answer
/// goes to stdout, one line of error to stderr. Opens no data: it asks the running server.
int runAdminCommand(const AdminCommandContext &context, const QStringList &arguments);

} // namespace parlance
