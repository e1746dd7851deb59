// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/passwords.h"
#include "app/sessions.h"
#include "domain/limits.h"

namespace parlance {

/// Accounts and their passwords: registration, log-in, look-up. Event loop only; callbacks may run
/// inside the call.
class Accounts
{
public:
    /// All outlive it.
    Accounts(AccountStore &accounts, Sessions &sessions, Passwords &passwords, Broker &broker,
             Limits limits);

    /// ValidationFailed, UsernameTaken, EmailTaken, PhoneTaken.
    void registerAccount(const RegisterAccount &command, Callback<LoggedIn> done);
    /// InvalidCredentials, with the same text and after the same time whether the user is unknown
    /// or the password wrong, unless the command says otherwise: then UserNotFound.
    void logIn(const LogIn &command, Callback<LoggedIn> done);
    /// InvalidCredentials, ValidationFailed. Every other session of the user ends.
    void changePassword(const Actor &actor, const ChangePassword &command, Callback<void> done);

    void account(const Actor &actor, Callback<User> done);
    void findUser(UserId id, Callback<User> done);
    /// What an id or alias belongs to, as far as the actor may know.
    void identify(const Actor &actor, const QString &address, Callback<Identified> done);
    /// Oldest of them first.
    void listNewest(std::optional<UserId> before, int limit, Callback<QList<User>> done);
    void searchUsers(const QString &prefix, int limit, Callback<QList<User>> done);

private:
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
};

} // namespace parlance
