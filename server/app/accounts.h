// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lockdown.h"
#include "app/passwords.h"
#include "app/sessions.h"
#include "domain/administration.h"
#include "domain/limits.h"

namespace parlance {

/// Accounts and their passwords: registration, log-in, look-up. Every call may also fail with the
/// store's errors. Event loop only; callbacks may run inside the call.
class Accounts
{
public:
    /// All must outlive this object.
    Accounts(AccountStore &accounts, Sessions &sessions, Passwords &passwords, Broker &broker,
             Limits limits, Registration registration = Registration::Open);

    /// Outlives it. Without one, accounts can always be opened.
    void setLockdown(const Lockdown &lockdown) { m_lockdown = &lockdown; }

    /// Creates an account and, unless `skipSession` is set, a session. ValidationFailed,
    /// UsernameTaken, EmailTaken, PhoneTaken. RegistrationClosed. InvitationRequired: there is
    /// none. InvitationInvalid: unknown, expired, revoked or used up. AccountPending: the account
    /// was created, and waits for approval.
    void registerAccount(const RegisterAccount &command, Callback<LoggedIn> done);
    /// Verifies the password and creates a session. InvalidCredentials: the user is unknown or the
    /// password wrong. Text and duration are the same for both. With `revealUnknownUser`, an
    /// unknown user is answered with UserNotFound instead.
    void logIn(const LogIn &command, Callback<LoggedIn> done);
    /// Changes the password and ends every other session of the user. Publishes SessionsEnded
    /// before the answer. InvalidCredentials, ValidationFailed.
    void changePassword(const Actor &actor, const ChangePassword &command, Callback<void> done);

    /// The actor's own account.
    void account(const Actor &actor, Callback<User> done);
    /// UserNotFound.
    void findUser(UserId id, Callback<User> done);
    /// What an id or alias belongs to. A room that the actor cannot see is answered as Nothing.
    void identify(const Actor &actor, const QString &address, Callback<Identified> done);
    /// The newest `limit` accounts, only those older than `before` if it is given. The oldest of
    /// them comes first.
    void listNewest(std::optional<UserId> before, int limit, Callback<QList<User>> done);
    /// At most `limit` users whose name begins with `prefix`, ignoring case, by name.
    /// ValidationFailed.
    void searchUsers(const QString &prefix, int limit, Callback<QList<User>> done);

private:
    Result<AccountState> stateOfNew(const RegisterAccount &command) const;
    void create(const RegisterAccount &command, NewUser user, Callback<LoggedIn> done);
    void findLogin(const LogIn &command, Callback<Credentials> done);
    void rehash(const User &user, const QString &verifiedHash, const LogIn &command,
                Callback<LoggedIn> done);
    void storePassword(const PasswordUpdate &update, const QString &password, Callback<void> done);
    void updatePassword(const PasswordUpdate &update, Callback<void> done);

    AccountStore &m_accounts;
    Sessions &m_sessions;
    Passwords &m_passwords;
    Broker &m_broker;
    Limits m_limits;
    Registration m_registration;
    const Lockdown *m_lockdown = nullptr;
};

} // namespace parlance
