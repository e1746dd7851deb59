// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/target.h"

#include <QDateTime>
#include <QList>

namespace parlance::gui {

/// A server that the operator was connected to or has saved.
struct Profile
{
    /// As the operator calls it; empty: it was only used.
    QString name = {};
    Target target = {};
    QString username = {};
    /// Whether the keychain has the password.
    bool keepsPassword = false;
    QDateTime lastUsed = {};

    /// What lists show.
    QString title() const { return name.isEmpty() ? target.name() : name; }
    /// Of the account at the server: for lists and the keychain.
    QString key() const;
};

/// The servers in the settings of this account; without passwords.
class Profiles
{
public:
    /// Those with a name first, then the others, each the last used one first.
    static QList<Profile> all();
    /// In place of the one with the same key. Of those without a name, the last eight are kept.
    static void save(const Profile &profile);
    static void remove(const QString &key);
    /// The sockets of servers on this computer, of those places where one is found by default.
    static QStringList localSockets();

private:
    static void write(const QList<Profile> &profiles);
};

} // namespace parlance::gui
