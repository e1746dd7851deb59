// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessions.h"
#include "dialects/credentials.h"
#include "dialects/registry.h"
#include "domain/opensockets.h"

#include <QHash>

namespace parlance {

/// Clients without a token, where `legacy.open_sockets` accepts them: whether they may open a
/// socket, and which user they may act for. Refusals are explained in the log, once a minute for
/// each listener. Event loop only.
class Claims
{
public:
    struct Options
    {
        OpenSockets openSockets = OpenSockets::Off;
        /// `http.trusted_proxies` is not empty: client addresses behind a proxy are known.
        bool trustsProxies = false;
    };

    /// All outlive it.
    Claims(Sessions &sessions, const Registry &registry, Clock clock, Options options);

    /// Whether a socket without credentials may open on a listener of this dialect (0: of all
    /// dialects). AuthenticationRequired.
    Result<void> mayOpen(const ClientEvidence &client, quint8 dialect);
    /// Tells the developer of such a client what to do instead, on a listener of this dialect.
    QString hint(quint8 dialect) const;
    /// Finds the session of this dialect for a client that claims to be `who`. Forbidden for any
    /// reason of refusal, so that it does not reveal which users exist. PasswordChangeRequired, the
    /// store's errors.
    void claim(const Claim &claim, quint8 dialect, const QString &who, const ClientEvidence &client,
               Callback<Actor> done);
    /// Finds a session of this dialect that the same client has opened, of any user. Forbidden:
    /// there is none. The store's errors.
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
    /// When each kind of line was last logged.
    QHash<QString, Timestamp> m_logged;
};

} // namespace parlance
