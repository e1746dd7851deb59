// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accounts.h"
#include "dialects/dialect.h"
#include "dialects/registry.h"

namespace parlance {

/// Sockets without a token: whether they may open, and whom they may act for. Event loop only.
class Claims
{
public:
    /// All outlive it. `openSockets`: `legacy.open_sockets`.
    Claims(Accounts &accounts, const Registry &registry, bool openSockets);

    /// Whether a socket may open that has shown nothing, on a listener of this dialect (0: of all).
    bool mayOpen(quint8 dialect) const;
    /// The session through which the socket acts from now on. Forbidden, PasswordChangeRequired,
    /// the store's errors.
    void claim(const SocketEvent &row, const QJsonArray &args, const QString &remoteAddress,
               Callback<Actor> done);

private:
    Accounts &m_accounts;
    const Registry &m_registry;
    const bool m_openSockets;
};

} // namespace parlance
