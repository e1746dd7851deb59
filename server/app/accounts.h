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

/// The answer to registration and log-in; session and token are empty where registering does not
/// log in.
struct LoggedIn
{
    User user;
    Session session;
    QString token;
};

/// How a socket without a token names its user.
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
    /// or the password wrong. If the command asks for it, an unknown user is UserNotFound instead.
    void logIn(const LogIn &command, Callback<LoggedIn> done);
    /// InvalidToken, SessionEnded.
    void authenticate(const QString &token, Callback<Actor> done);
    /// The best matching session of the user `who` for a client without a token. The match has no
    /// actor if there is no such session or user; the client is only told that it may not. Fills in
    /// ClientQuery::now.
    void claim(const QString &who, ClaimBy by, const ClientQuery &query,
               Callback<ClientMatch> done);
    /// A session that fits the client, of any user. SessionEnded: there is none.
    void findOfClient(const ClientQuery &query, Callback<Actor> done);
    /// The last room of a session's sockets, kept for when they reconnect.
    void findLastRoom(SessionId session, Callback<LastRoom> done);
    void setLastRoom(SessionId session, const LastRoom &last, Callback<void> done);
    void account(const Actor &actor, Callback<User> done);
    /// InvalidCredentials, ValidationFailed. Every other session of the user ends.
    void changePassword(const Actor &actor, const ChangePassword &command, Callback<void> done);
    void logOut(const Actor &actor, Callback<void> done);
    void logOutEverywhere(const Actor &actor, Callback<void> done);

    void findUser(UserId id, Callback<User> done);
    /// What an id or alias belongs to, as far as the actor may see it.
    void identify(const Actor &actor, const QString &address, Callback<Identified> done);
    /// The newest accounts, oldest of them first.
    void listNewest(std::optional<UserId> before, int limit, Callback<QList<User>> done);
    void searchUsers(const QString &prefix, int limit, Callback<QList<User>> done);

    /// Another process changed the stored accounts: checks every session of `connected` again and
    /// ends those that no longer exist.
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
    /// Cache of recently used sessions. m_epoch tells whether the cache was invalidated after the
    /// store was asked; such an answer is not cached.
    QCache<SessionId, Actor> m_actors;
    quint64 m_epoch = 0;
    /// Cache of sessions that the store recently reported as ended, which is final. Repeated
    /// attempts with the token of one cost no look-up, and use none of the allowance of others.
    struct Nothing
    {
    };
    QCache<SessionId, Nothing> m_ended;
    /// Sessions that recheck() still has to ask about, and how many answers are outstanding.
    std::map<SessionId, UserId> m_unchecked;
    int m_rechecking = 0;
    QTimer m_recheckAgain;
};

} // namespace parlance
