// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/passwords.h"
#include "app/tokens.h"
#include "domain/commands.h"
#include "domain/limits.h"
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

/// Accounts, passwords and sessions. Event loop only; callbacks may run inside the call.
class Accounts
{
public:
    struct Options
    {
        Limits limits;
        std::chrono::days tokenLifetime{30};
    };

    Accounts(AccountStore &accounts, SessionStore &sessions, Passwords &passwords, Tokens tokens,
             Broker &broker, Clock clock, Options options);

    /// ValidationFailed, UsernameTaken, EmailTaken, PhoneTaken.
    void registerAccount(const RegisterAccount &command, Callback<LoggedIn> done);
    /// InvalidCredentials, with the same text and after the same time whether the user is unknown
    /// or the password wrong, unless the command says otherwise: then UserNotFound.
    void logIn(const LogIn &command, Callback<LoggedIn> done);
    /// InvalidToken, SessionEnded.
    void authenticate(const QString &token, Callback<Actor> done);
    /// The session of the user `who` that a client without a token fits best. A match without an
    /// actor: there is none, or nobody of that name; the client is told no more than that it may
    /// not. ClientQuery::now is filled in.
    void claim(const QString &who, ClaimBy by, const ClientQuery &query,
               Callback<ClientMatch> done);
    /// A session that fits the client, whoever its user is. SessionEnded: there is none.
    void findOfClient(const ClientQuery &query, Callback<Actor> done);
    /// Where the sockets of a session were last, kept for when they come back.
    void findLastRoom(SessionId session, Callback<LastRoom> done);
    void setLastRoom(SessionId session, const LastRoom &last, Callback<void> done);
    void account(const Actor &actor, Callback<User> done);
    /// InvalidCredentials, ValidationFailed. Every other session of the user ends.
    void changePassword(const Actor &actor, const ChangePassword &command, Callback<void> done);
    void logOut(const Actor &actor, Callback<void> done);
    void logOutEverywhere(const Actor &actor, Callback<void> done);

    void findUser(UserId id, Callback<User> done);
    /// What an id or alias belongs to, as far as the actor may know.
    void identify(const Actor &actor, const QString &address, Callback<Identified> done);
    /// Oldest of them first.
    void listNewest(std::optional<UserId> before, int limit, Callback<QList<User>> done);
    void searchUsers(const QString &prefix, int limit, Callback<QList<User>> done);

    /// Somebody else changed the stored accounts: looks at every session of `connected` again and
    /// ends those that are gone.
    void recheck(const std::vector<Actor> &connected);
    void deleteExpiredSessions();

private:
    void createSession(const User &user, const QString &verifiedHash, const SessionStyle &style,
                       const Callback<LoggedIn> &done);
    void findLogin(const LogIn &command, const Callback<Credentials> &done);
    void rehash(const User &user, const QString &verifiedHash, const LogIn &command,
                const Callback<LoggedIn> &done);
    void updatePassword(const PasswordUpdate &update, Callback<void> done);
    void forget(const SessionsEnded &ended);
    void recheckNext();
    void rechecked(SessionId session, UserId user, const Result<Actor> &now);

    AccountStore &m_accounts;
    SessionStore &m_sessions;
    Passwords &m_passwords;
    Tokens m_tokens;
    Broker &m_broker;
    Clock m_clock;
    Options m_options;
    /// Sessions seen lately. An answer of the store that was asked before the cache was last
    /// invalidated is not kept: m_epoch tells.
    QCache<SessionId, Actor> m_actors;
    quint64 m_epoch = 0;
    /// Sessions that the store lately said are over, which they stay: whoever tries again and again
    /// with the token of one costs no look-up, and no allowance that others need.
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
