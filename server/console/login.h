// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"
#include "calls/admission.h"
#include "console/transport.h"
#include "shared/adminprotocol/clientmessages.h"

namespace parlance::console {

/// The account that a console acts as.
struct LoggedInConsole
{
    Actor actor = {};
    /// Of its session; empty: a local peer without an account.
    QString token = {};
    /// The session was opened for this console.
    bool isNewSession = false;
};

/// Whether the role may use the console at all.
bool mayUseConsole(ServerRole role);

/// How a console logs in: the same checks and rate limits as those of every other log-in. Event
/// loop only.
class ConsoleLogin
{
public:
    /// Both outlive it.
    ConsoleLogin(Services services, Admission &admission);

    /// RateLimited, InvalidCredentials, InvalidToken, SessionEnded, PasswordChangeRequired, the
    /// errors of Accounts::logIn(). Forbidden: the role is too low.
    void logIn(const adminprotocol::LogIn &given, const PeerInfo &peer,
               Callback<LoggedInConsole> done);
    /// Without an account, or with the token that it names. InvalidToken, SessionEnded, Forbidden.
    void openLocal(const PeerInfo &peer, Callback<LoggedInConsole> done);

private:
    void withPassword(const adminprotocol::LogIn &given, const PeerInfo &peer,
                      Callback<LoggedInConsole> done);
    void withToken(const QString &token, const PeerInfo &peer, Callback<LoggedInConsole> done);
    Result<void> charge(const Result<Actor> &actor, const PeerInfo &peer);

    Services m_services;
    Admission &m_admission;
};

} // namespace parlance::console
