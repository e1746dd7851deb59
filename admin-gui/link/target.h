// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace parlance::gui {

/// Where a server is: a WebSocket URL, or the path of its local socket.
struct Target
{
    /// "wss://chat.example.org/admin"; empty: `socket`.
    QUrl url = {};
    QString socket = {};

    bool isLocal() const { return url.isEmpty(); }
    /// What the operator reads: "chat.example.org", "127.0.0.1:8080", "this computer".
    QString name() const;
    /// The same for one server in every session: for settings, the keychain and certificates.
    QString key() const { return isLocal() ? socket : url.toString(); }

    friend bool operator==(const Target &, const Target &) = default;
};

/// From what an operator types or pastes: "chat.example.org", "https://chat.example.org:8443/",
/// "localhost:8080", "ws://[::1]:8080/admin", "/run/parlance/admin.sock". Without a scheme it is
/// wss, except for the loopback addresses, where it is ws. Not valid: Target with both empty.
Target targetFrom(const QString &typed);

/// How to log in: with a token, or with a user name and a password. All empty over the local
/// socket.
struct Credentials
{
    QString token = {};
    QString username = {};
    QString password = {};
};

} // namespace parlance::gui
