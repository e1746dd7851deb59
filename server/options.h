// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config.h"
#include "engineio/server.h"
#include "net/httpconnection.h"
#include "socketio/options.h"
#include "storage/sqlstore.h"

/// The configuration, as each part wants it.
namespace parlance {

StoreOptions storeOptions(const Config &config);
Synchronous synchronousOf(const Config &config);
net::ConnectionLimits connectionLimits(const Config &config);
engineio::Options engineOptions(const Config &config);
/// `secret`: of the tokens; recovery derives a key from it.
socketio::Options socketOptions(const Config &config, const QByteArray &secret);
/// Where the files of the Socket.IO client are; empty if none are there.
QString clientDirectory(const Config &config);

} // namespace parlance
