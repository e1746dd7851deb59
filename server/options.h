// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backups.h"
#include "config.h"
#include "engineio/server.h"
#include "net/httpconnection.h"
#include "socketio/options.h"
#include "storage/sqlstore.h"

/// Extracts the options of each part from the configuration.
namespace parlance {

/// Without a backup before an upgrade.
StoreOptions storeOptions(const Config &config);
/// `directory`: of the data. `secret`: that of the tokens, if it is kept there.
StoreOptions storeOptions(const Config &config, const QString &directory, const QByteArray &secret);
BackupOptions backupOptions(const Config &config, const QString &directory);
Synchronous synchronousOf(const Config &config);
net::ConnectionLimits connectionLimits(const Config &config);
engineio::Options engineOptions(const Config &config);
/// `secret`: of the tokens; recovery derives a key from it.
socketio::Options socketOptions(const Config &config, const QByteArray &secret);
/// The directory of the Socket.IO client's files; empty if there are none.
QString clientDirectory(const Config &config);
/// The path of the local socket for administrators, absolute.
QString adminSocketPath(const Config &config);

} // namespace parlance
