// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tokens.h"
#include "domain/commands.h"
#include "realtime/broker.h"
#include "stores/accountstore.h"
#include "stores/sessionstore.h"

#include <QCache>
#include <QTimer>

#include <map>

namespace parlance {

/// The result of a registration or log-in. `session` and `token` are empty after a registration
/// with RegisterAccount::skipSession.
struct LoggedIn
{
    User user;
    Session session;
    QString token;
};

/// How a client without a token names the user it acts for.
enum class ClaimBy {
    /// By user name.
    Username,
    /// By id or alias.
    Address
};

/// Creates, authenticates and ends sessions. A session binds a client to a user until it expires;
/// its token is a JWT (Tokens). Caches the sessions used lately. Every call may also fail with the
/// store's errors. Event loop only; callbacks may run inside the call.
class Sessions
{
public:
    struct Options
    {
        /// Lifetime of a session and of its token.
        std::chrono::days tokenLifetime{30};
    };

    /// The stores and the broker must outlive this object.
    Sessions(SessionStore &sessions, AccountStore &accounts, Tokens tokens, Broker &broker,
             Clock clock, Options options);

    /// Creates a session and its token for a user whose password was verified against
    /// `verifiedHash`. InvalidCredentials: the password was changed since.
    void create(const User &user, const QString &verifiedHash, const SessionStyle &style,
                Callback<LoggedIn> done);
    /// Finds the user and session of a token. InvalidToken, SessionEnded.
    void authenticate(const QString &token, Callback<Actor> done);
    /// Finds the session of the user `who` that matches a client without a token best. The match
    /// has no actor if the user or such a session does not exist: both are the same result, so that
    /// it does not reveal which users exist. `query.now` is ignored; the current time is used.
    void claim(const QString &who, ClaimBy by, const ClientQuery &query,
               Callback<ClientMatch> done);
    /// Finds a session of any user that matches the client completely. SessionEnded: there is none.
    /// `query.now` is ignored; the current time is used.
    void findOfClient(const ClientQuery &query, Callback<Actor> done);
    /// The last room of a session's sockets, stored for the time when they reconnect.
    void findLastRoom(SessionId session, Callback<LastRoom> done);
    void setLastRoom(SessionId session, const LastRoom &last, Callback<void> done);
    /// Ends the actor's session. Publishes SessionsEnded after the answer.
    void logOut(const Actor &actor, Callback<void> done);
    /// Ends all sessions of the actor's user. Publishes SessionsEnded after the answer.
    void logOutEverywhere(const Actor &actor, Callback<void> done);

    /// Another process has changed the database. Clears the cache, reads every session of
    /// `connected` again and publishes SessionsEnded for those that no longer exist.
    void recheck(const std::vector<Actor> &connected);
    /// Deletes expired sessions from the store.
    void deleteExpired();

private:
    void forget(const SessionsEnded &ended);
    void forgetActors(UserId user);
    void recheckNext();
    void rechecked(SessionId session, UserId user, const Result<Actor> &now);

    SessionStore &m_sessions;
    AccountStore &m_accounts;
    Tokens m_tokens;
    Broker &m_broker;
    Clock m_clock;
    Options m_options;
    /// The sessions used lately.
    QCache<SessionId, Actor> m_actors;
    /// Incremented whenever m_actors is invalidated. A store answer requested in an earlier epoch
    /// may be outdated and is not cached.
    quint64 m_epoch = 0;
    /// Sessions that the store lately reported as ended; an ended session never becomes valid
    /// again. A client that keeps retrying with such a token costs no look-up.
    struct Nothing
    {
    };
    QCache<SessionId, Nothing> m_ended;
    /// Sessions that recheck() must still read.
    std::map<SessionId, UserId> m_unchecked;
    /// Number of pending reads of recheck().
    int m_rechecking = 0;
    QTimer m_recheckAgain;
};

} // namespace parlance
