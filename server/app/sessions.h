// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tokens.h"
#include "domain/commands.h"
#include "realtime/broker.h"
#include "storage/accountstore.h"
#include "storage/sessionstore.h"

#include <QCache>
#include <QTimer>

#include <map>

namespace parlance {

/// What registration and log-in answer; without session and token where registering does not log
/// in.
struct LoggedIn
{
    User user;
    Session session;
    QString token;
};

/// How a socket without a token says whom it acts for.
enum class ClaimBy {
    /// The handle.
    Username,
    /// An id or alias.
    Address
};

/// Sessions: who acts through a token, or without one, and until when. Event loop only; callbacks
/// may run inside the call.
class Sessions
{
public:
    struct Options
    {
        std::chrono::days tokenLifetime{30};
    };

    /// The stores and the broker outlive it.
    Sessions(SessionStore &sessions, AccountStore &accounts, Tokens tokens, Broker &broker,
             Clock clock, Options options);

    /// For a user whose password has been verified. InvalidCredentials: `verifiedHash` is no longer
    /// the stored one.
    void create(const User &user, const QString &verifiedHash, const SessionStyle &style,
                Callback<LoggedIn> done);
    /// InvalidToken, SessionEnded.
    void authenticate(const QString &token, Callback<Actor> done);
    /// The session of the user `who` that a client without a token fits best. A match without an
    /// actor: there is none, or nobody of that name; the client is told no more than that it may
    /// not. ClientQuery::now is filled in.
    void claim(const QString &who, ClaimBy by, const ClientQuery &query,
               Callback<ClientMatch> done);
    /// A session that fits the client, of any user. SessionEnded: there is none.
    void findOfClient(const ClientQuery &query, Callback<Actor> done);
    /// Where the sockets of a session were last, kept for when they come back.
    void findLastRoom(SessionId session, Callback<LastRoom> done);
    void setLastRoom(SessionId session, const LastRoom &last, Callback<void> done);
    void logOut(const Actor &actor, Callback<void> done);
    void logOutEverywhere(const Actor &actor, Callback<void> done);

    /// Another process changed the stored accounts: looks at every session of `connected` again and
    /// ends those that are gone.
    void recheck(const std::vector<Actor> &connected);
    void deleteExpired();

private:
    void forget(const SessionsEnded &ended);
    void recheckNext();
    void rechecked(SessionId session, UserId user, const Result<Actor> &now);

    SessionStore &m_sessions;
    AccountStore &m_accounts;
    Tokens m_tokens;
    Broker &m_broker;
    Clock m_clock;
    Options m_options;
    /// Sessions seen lately. An answer of the store that was asked before the cache was last
    /// invalidated is not kept: m_epoch tells.
    QCache<SessionId, Actor> m_actors;
    quint64 m_epoch = 0;
    /// Sessions that the store lately said are over, which they stay: a client that tries again and
    /// again with the token of one costs no look-up, and no allowance that others need.
    struct Nothing
    {
    };
    QCache<SessionId, Nothing> m_ended;
    /// Sessions that recheck() has yet to ask about, and how many it waits for.
    std::map<SessionId, UserId> m_unchecked;
    int m_rechecking = 0;
    QTimer m_recheckAgain;
};

} // namespace parlance
