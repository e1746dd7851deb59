// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

namespace parlance {

/// An open real-time connection.
struct ConnectionInfo
{
    /// Unique since the start of the server; never reused.
    quint64 id = 0;
    /// Empty: it has no user yet.
    std::optional<Actor> actor = {};
    QString address = {};
    /// Name of the dialect; "native" for the native API.
    QString dialect = {};
    Timestamp openedAt = {};
};

/// The open real-time connections. Event loop only.
class ConnectionList
{
public:
    virtual ~ConnectionList() = default;

    /// Ascending by id.
    virtual QList<ConnectionInfo> connections() const = 0;
    /// Closes it; its client may come back. False: it is not open.
    virtual bool disconnect(quint64 id) = 0;
};

} // namespace parlance
