// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/adminprotocol/values.h"
#include "shared/result.h"

#include <QByteArray>
#include <QJsonValue>

#include <variant>

/// What the server sends.
///
/// Snapshot, Delta and Entries belong to a subscription. Their `seq` counts from 1 without gaps, so
/// that a console sees whether it has missed something; it then asks for a snapshot with Refresh.
namespace parlance::adminprotocol {

/// The console is logged in.
struct Welcome
{
    /// Version of the server.
    QString server = {};
    QString user = {};
    Access access = {};
    /// Random for each start of the server: with another one, positions of entries mean nothing.
    QString epoch = {};
    /// ISO 8601, UTC, as every time of the protocol.
    QString time = {};
    /// What the server can do beyond this version of the protocol.
    QStringList features = {};
    /// After a log-in with a password: for the next connection.
    QString token = {};
    /// When the session ends; empty: never (local socket).
    QString expiresAt = {};

    friend bool operator==(const Welcome &, const Welcome &) = default;
};

/// The role of the console's user has changed. Subscriptions that are not allowed any more end with
/// a RequestError.
struct AccessChanged
{
    Access access = {};

    friend bool operator==(const AccessChanged &, const AccessChanged &) = default;
};

/// All rows of a window: replaces what the console has.
struct Snapshot
{
    qint64 id = 0;
    qint64 seq = 0;
    /// Rows that match, those outside the window included.
    qint64 total = 0;
    QList<Row> rows = {};

    friend bool operator==(const Snapshot &, const Snapshot &) = default;
};

/// What has changed in a window since the last message of the subscription. To apply it: remove
/// `removed`, replace the cells of `rows` (a row that is not there yet is new, and has all cells),
/// and then put the rows in the order of `order`, if there is one.
struct Delta
{
    qint64 id = 0;
    qint64 seq = 0;
    qint64 total = 0;
    QList<Row> rows = {};
    QStringList removed = {};
    /// The keys of all rows of the window; empty: the order is as before.
    QStringList order = {};

    friend bool operator==(const Delta &, const Delta &) = default;
};

/// Further entries, for the end of the list.
struct Entries
{
    qint64 id = 0;
    qint64 seq = 0;
    QList<Entry> entries = {};
    /// How many entries between the last message and this one are lost.
    qint64 skipped = 0;
    /// Subscribe::after, to go on from here.
    quint64 until = 0;
    /// It replaces what the console has: the first message after Change and Refresh, and after
    /// Subscribe unless that named a position that exists.
    bool isFresh = false;

    friend bool operator==(const Entries &, const Entries &) = default;
};

/// The console read too slowly: it was sent nothing for this long. Snapshots follow.
struct Skipped
{
    qint64 milliseconds = 0;

    friend bool operator==(const Skipped &, const Skipped &) = default;
};

struct CommandResult
{
    qint64 id = 0;
    /// Empty: it failed.
    std::optional<QJsonValue> ok = {};
    Problem problem = {};

    friend bool operator==(const CommandResult &, const CommandResult &) = default;
};

/// Something that all administrators should know, for example that another one reads messages.
struct Notice
{
    /// "text_revealed", …; later versions may have others.
    QString kind = {};
    QString at = {};
    /// User name of the administrator who did it.
    QString by = {};
    /// English.
    QString message = {};
    /// Further fields, by kind.
    QJsonObject details = {};

    friend bool operator==(const Notice &, const Notice &) = default;
};

/// A message of the console was refused, or a subscription cannot be shown for now.
struct RequestError
{
    /// Type of the message: "subscribe"; empty: it has none.
    QString request = {};
    /// Its id; 0: it has none.
    qint64 id = 0;
    Problem problem = {};
    /// The subscription has ended.
    bool isFinal = false;

    friend bool operator==(const RequestError &, const RequestError &) = default;
};

/// The last message. The connection closes.
struct Bye
{
    /// "login_failed", "login_timeout", "logged_out", "session_ended", "forbidden", "too_slow",
    /// "too_many_errors", "shutting_down", "address_banned"
    QString reason = {};
    /// English.
    QString message = {};

    friend bool operator==(const Bye &, const Bye &) = default;
};

using ServerMessage = std::variant<Welcome, AccessChanged, Snapshot, Delta, Entries, Skipped,
                                   CommandResult, Notice, RequestError, Bye>;

/// InvalidRequest: no JSON object, or of no known type. ValidationFailed: a field is missing or
/// wrong.
Result<ServerMessage> decodeServerMessage(const QByteArray &bytes);
/// One line without its end.
QByteArray encode(const ServerMessage &message);
/// "welcome", "snapshot", …
QStringList serverMessageTypes();

} // namespace parlance::adminprotocol
