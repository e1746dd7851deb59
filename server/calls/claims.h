// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessions.h"
#include "dialects/credentials.h"
#include "dialects/registry.h"
#include "domain/opensockets.h"

#include <QHash>

namespace parlance {

/// Clients without a token, where `legacy.open_sockets` accepts them: whether they may open a
/// socket, and whom they may act for. What is refused is explained in the log, once a minute for
/// each listener. Event loop only.
class Claims
{
public:
    struct Options
    {
        OpenSockets openSockets = OpenSockets::Off;
        /// `http.trusted_proxies` names some: addresses behind a proxy are known.
        bool trustsProxies = false;
    };

    /// All outlive it.
    Claims(Sessions &sessions, const Registry &registry, Clock clock, Options options);

    /// Whether a socket may open that has shown nothing, on a listener of this dialect (0: of all).
    /// AuthenticationRequired.
    Result<void> mayOpen(const ClientEvidence &client, quint8 dialect);
    /// What such a socket is told to do instead, on a listener of this dialect.
    QString hint(quint8 dialect) const;
    /// The session that a client of this dialect acts through which says to be `who`. Forbidden,
    /// whatever is in the way: nobody learns who there is. PasswordChangeRequired, the store's
    /// errors.
    void claim(const Claim &claim, quint8 dialect, const QString &who, const ClientEvidence &client,
               Callback<Actor> done);
    /// A session of the dialect that the same client has opened, whoever's. Forbidden: there is
    /// none. The store's errors.
    void findSession(quint8 dialect, const ClientEvidence &client, Callback<Actor> done);

private:
    bool isAllowed(const ClientEvidence &client) const;
    ClientQuery queryFor(quint8 dialect, const ClientEvidence &client) const;
    QString whyNot(const ClientEvidence &client) const;
    static QString differences(const ClientMatch &match);
    void logRefused(const QString &what, quint8 dialect, const ClientEvidence &client,
                    const QString &why);
    void log(const QString &kind, const ClientEvidence &client, const QString &text);

    Sessions &m_sessions;
    const Registry &m_registry;
    Clock m_clock;
    const Options m_options;
    /// When a line of this kind was written last.
    QHash<QString, Timestamp> m_logged;
};

} // namespace parlance
