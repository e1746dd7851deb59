// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/adminprotocol/values.h"
#include "shared/result.h"

#include <QByteArray>

#include <variant>

/// What a console sends.
namespace parlance::adminprotocol {

/// The first message over the network; the local socket needs none. With a token, or with a user
/// name and a password.
struct LogIn
{
    QString token = {};
    QString username = {};
    QString password = {};

    friend bool operator==(const LogIn &, const LogIn &) = default;
};

/// From now on the console shows a view, until it unsubscribes.
struct Subscribe
{
    /// Chosen by the console, one of those that it does not use; positive.
    qint64 id = 0;
    QString view = {};
    Window window = {};
    /// Of a view of entries: the position of the last entry that the console has, in this run of
    /// the server. Empty: it begins with the newest Window::limit entries.
    std::optional<quint64> after = {};

    friend bool operator==(const Subscribe &, const Subscribe &) = default;
};

/// A subscription shows another window. It is answered with a snapshot.
struct Change
{
    qint64 id = 0;
    Window window = {};

    friend bool operator==(const Change &, const Change &) = default;
};

struct Unsubscribe
{
    qint64 id = 0;

    friend bool operator==(const Unsubscribe &, const Unsubscribe &) = default;
};

/// Asks for a snapshot, as when the console has lost count.
struct Refresh
{
    qint64 id = 0;

    friend bool operator==(const Refresh &, const Refresh &) = default;
};

/// One of Access::commands, answered by a CommandResult with the same id. Commands run side by
/// side.
struct RunCommand
{
    qint64 id = 0;
    /// "users.suspend"
    QString command = {};
    QJsonObject arguments = {};

    friend bool operator==(const RunCommand &, const RunCommand &) = default;
};

/// Ends the session that the console acts through, and the connection.
struct LogOut
{
    friend bool operator==(const LogOut &, const LogOut &) = default;
};

using ClientMessage =
    std::variant<LogIn, Subscribe, Change, Unsubscribe, Refresh, RunCommand, LogOut>;

/// What a message says of itself, as far as it can be read: for the answer to a wrong one.
struct MessageHead
{
    QString type = {};
    qint64 id = 0;
};
MessageHead headOf(const QJsonObject &message);

/// InvalidRequest: the bytes hold no JSON object.
Result<QJsonObject> parseMessage(const QByteArray &bytes);
/// InvalidRequest: the type is missing or not known. ValidationFailed: a field is missing or wrong.
Result<ClientMessage> decodeClientMessage(const QJsonObject &message);
/// One line without its end.
QByteArray encode(const ClientMessage &message);
/// "login", "subscribe", …
QStringList clientMessageTypes();

/// The line that makes the local socket speak this protocol; empty `token`: as the peer's user.
QByteArray localGreeting(const QString &token = {});

} // namespace parlance::adminprotocol
