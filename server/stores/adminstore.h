// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "stores/accountstore.h"
#include "stores/storerole.h"

namespace parlance {

/// An account as administrators see it.
struct UserDetails
{
    User user = {};
    AccountStatus status = {};
    /// Number of sessions that have not expired, and of rooms that the user is a member of; direct
    /// conversations are not counted.
    qint64 sessions = 0;
    qint64 rooms = 0;
};

struct UserQuery
{
    /// Part of the user name, ignoring case; empty: all.
    QString search = {};
    std::optional<AccountState> state = {};
    std::optional<ServerRole> role = {};
    /// Only users whose last connection ended before this, or who never had one and registered
    /// before this.
    std::optional<Timestamp> inactiveSince = {};
    /// The last user id of the previous page; null: the first page.
    UserId after = {};
    int limit = 100;
};

struct UserPage
{
    QList<UserDetails> users = {};
    bool more = false;
};

/// A change of an account, or with AdminAction::dryRun what it would be.
struct UserChange
{
    User user = {};
    AccountStatus status = {};
    /// Number of sessions that ended with it.
    qint64 sessions = 0;
};

struct StoredSession
{
    Session session = {};
    UserRef user = {};
    QString dialect = {};
    /// From which it was opened; may be empty.
    QString address = {};
};

struct SessionQuery
{
    /// Name or id; empty: all users.
    QString user = {};
    /// The last session id of the previous page; null: the first page.
    SessionId after = {};
    int limit = 100;
};

struct SessionPage
{
    QList<StoredSession> sessions = {};
    bool more = false;
};

/// Sessions that ended, or with AdminAction::dryRun would end; all of one user.
struct EndedSessions
{
    UserRef user = {};
    std::vector<SessionId> sessions = {};
};

/// Accounts and sessions as administrators see and change them. See StoreRole for the rules of
/// every call. `user` is a name or an id. A call with an AdminAction stores its entry of the audit
/// log in the same transaction, so it is both done and logged or neither. It may answer Forbidden
/// (the account has a higher role than the actor), Conflict (the actor's own account, an erased
/// one, or the last administrator) and UserNotFound. With AdminAction::dryRun it checks and answers
/// the same, and changes and logs nothing. The caller checks permissions (domain/roles.h) and logs
/// what is refused.
class AdminStore : public StoreRole
{
public:
    virtual void findUserDetails(QString user, Callback<UserDetails> done) = 0;
    /// Ascending by id. ValidationFailed: the search is too long.
    virtual void listUserDetails(UserQuery query, Callback<UserPage> done) = 0;
    /// UsernameTaken, EmailTaken, PhoneTaken; Forbidden: the new role is higher than the actor's. A
    /// dry run gives the user no id.
    virtual void addUser(AdminAction action, NewUser user, Callback<UserChange> done) = 0;
    /// Forbidden also if the new role is higher than the actor's. No session ends.
    virtual void changeRole(AdminAction action, QString user, ServerRole role,
                            Callback<UserChange> done) = 0;
    /// All sessions of the user end unless the new state is Active. Until is stored for Suspended
    /// only. Active has no reason; an account without a password becomes Locked instead. Conflict:
    /// the account is in none of the states `from`; empty: any.
    virtual void changeState(AdminAction action, QString user, AccountStatus status,
                             QList<AccountState> from, Callback<UserChange> done) = 0;
    /// Erases a pending account, which frees its name. The answer has the user as before.
    /// Conflict: it is not pending.
    virtual void rejectUser(AdminAction action, QString user, Callback<UserChange> done) = 0;
    /// A one-time password; a locked account becomes active, all sessions end. Also of the actor's
    /// own account.
    virtual void resetPassword(AdminAction action, QString user, QString passwordHash,
                               Callback<UserChange> done) = 0;
    /// The same with a password that need not be changed.
    virtual void setPassword(AdminAction action, QString user, QString passwordHash,
                             Callback<UserChange> done) = 0;
    /// Those that have not expired, ascending by id. UserNotFound.
    virtual void listSessions(SessionQuery query, Callback<SessionPage> done) = 0;
    /// Of this user, or only this one session of any user (`user` is empty then). SessionNotFound:
    /// there is no such session. Also of the actor's own account.
    virtual void endSessions(AdminAction action, QString user, SessionId session,
                             Callback<EndedSessions> done) = 0;
};

} // namespace parlance
