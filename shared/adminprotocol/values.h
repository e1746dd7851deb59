// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/error.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// The admin protocol: how a console watches and administers a server. Its messages are JSON
/// objects, one in each text frame of a WebSocket, or one a line over the local socket. Documented
/// in resources/api/admin-asyncapi.json, with an example in resources/doc/admin-protocol.md. The
/// structs are values for both ends: nothing beyond this folder reads or writes the JSON of a
/// message. Fields that are not known are ignored, so that later versions can add some.
namespace parlance::adminprotocol {

/// The WebSocket subprotocol (RFC 6455 section 1.9), and the version.
constexpr QLatin1StringView protocolName{"parlance.admin.v1"};
/// A longer message closes the connection.
constexpr qsizetype maxClientMessageBytes = 64 * 1024;
/// Rows of a window, and entries of an answer.
constexpr int maxLimit = 500;
/// Of one console.
constexpr int maxSubscriptions = 32;
/// The limits of all its subscriptions together.
constexpr int maxRows = 2000;

/// Which rows of a table a console shows, and in which order. For a view of entries only `filter`
/// and `limit` count.
struct Window
{
    /// The name of a column; empty: the view's own order.
    QString sort = {};
    bool descending = false;
    /// By the name of the filter, as "text" or "transport": all must match.
    QMap<QString, QString> filter = {};
    qint64 offset = 0;
    /// 1 to maxLimit.
    int limit = 100;

    friend bool operator==(const Window &, const Window &) = default;
};

/// A row of a table, or what has changed in it.
struct Row
{
    /// Unique in its view, and the same as long as it exists.
    QString key = {};
    /// By the name of the column. In a change: only those that are different.
    QJsonObject cells = {};

    friend bool operator==(const Row &, const Row &) = default;
};

/// One of the entries of a view that only grows, as a log.
struct Entry
{
    /// Ascending from 1 in one run of the server, not without gaps.
    quint64 position = 0;
    QJsonObject cells = {};

    friend bool operator==(const Entry &, const Entry &) = default;
};

/// What an account may do: only views and commands that are named here are allowed.
struct Access
{
    /// "auditor", "operator", "administrator"
    QString role = {};
    /// "view_server", …
    QStringList permissions = {};
    QStringList views = {};
    QStringList commands = {};

    friend bool operator==(const Access &, const Access &) = default;
};

/// Why something was refused.
struct Problem
{
    /// errorName(); later versions may have others.
    QString code = {};
    /// English, for the operator.
    QString message = {};
    /// Before a further attempt makes sense; 0: it does not say.
    qint64 retryAfterSeconds = 0;

    static Problem of(const Error &error)
    {
        return {errorName(error.code), error.message(), qint64(error.retryAfter.count())};
    }
    friend bool operator==(const Problem &, const Problem &) = default;
};

} // namespace parlance::adminprotocol
