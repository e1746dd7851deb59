// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accounts.h"
#include "domain/validation.h"

/// Registration and log-in.
namespace parlance {

namespace {

Result<void> readEmail(const RegisterAccount &command, NewUser &user)
{
    if (!command.email)
        return {};
    const auto email = validEmail(*command.email);
    if (!email)
        return email.error();
    user.email = *email;
    user.emailKey = foldedKey(*email);
    return {};
}

Result<void> readPhoneNumber(const RegisterAccount &command, NewUser &user)
{
    if (!command.phoneNumber)
        return {};
    const auto number = validPhoneNumber(*command.phoneNumber);
    if (!number)
        return number.error();
    user.phoneNumber = *number;
    user.phoneKey = phoneKey(*number);
    return {};
}

Result<NewUser> validated(const RegisterAccount &command, Limits limits)
{
    const auto username = validUsername(command.username, limits);
    if (!username)
        return username.error();
    NewUser user;
    user.username = *username;
    user.usernameKey = foldedKey(*username);
    user.allowDuplicateName = command.allowDuplicateName;
    if (const auto read = readEmail(command, user); !read)
        return read.error();
    if (const auto read = readPhoneNumber(command, user); !read)
        return read.error();
    if (!command.style.dialect.isEmpty())
        limits.passwordMinBytes = limits.legacyPasswordMinBytes;
    const auto password = validPassword(command.password, limits);
    if (!password)
        return password.error();
    return user;
}

} // namespace

void Accounts::registerAccount(const RegisterAccount &command, Callback<LoggedIn> done)
{
    auto user = validated(command, m_options.limits);
    if (!user) {
        done(user.error());
        return;
    }
    m_passwords.hash(command.password, [this, user = std::move(*user), style = command.style,
                                        skipSession = command.skipSession,
                                        done](const Result<QString> &hash) mutable {
        if (!hash) {
            done(hash.error());
            return;
        }
        user.passwordHash = *hash;
        m_accounts.createUser(
            std::move(user), [=, this, hash = *hash](const Result<User> &created) {
                if (created && !skipSession)
                    createSession(*created, hash, style, done);
                else
                    done(created ? Result<LoggedIn>(LoggedIn{*created, {}, {}}) : created.error());
            });
    });
}

void Accounts::findLogin(const LogIn &command, const Callback<Credentials> &done)
{
    if (command.by == LogIn::By::PhoneNumber)
        m_accounts.findCredentialsByPhone(phoneKey(command.login), done);
    else
        m_accounts.findCredentials(loginKey(command.login), done);
}

void Accounts::logIn(const LogIn &command, Callback<LoggedIn> done)
{
    findLogin(command, [=, this](const Result<Credentials> &found) {
        const bool unknown = !found && found.error().code == ErrorCode::UserNotFound;
        if (!found && (!unknown || command.revealUnknownUser)) {
            done(found.error());
            return;
        }
        const QString hash = found ? found->passwordHash : QString();
        const User user = found ? found->user : User();
        m_passwords.verify(hash, command.password, [=, this](const Result<bool> &right) {
            if (!right)
                done(right.error());
            else if (!*right)
                done(ErrorCode::InvalidCredentials);
            else if (Passwords::isOutdated(hash))
                rehash(user, hash, command, done);
            else
                createSession(user, hash, command.style, done);
        });
    });
}

// The password of an imported account is known only now: it is stored with the usual hash. If that
// fails, it is tried again at the next log-in.
void Accounts::rehash(const User &user, const QString &verifiedHash, const LogIn &command,
                      const Callback<LoggedIn> &done)
{
    m_passwords.hash(command.password, [=, this](const Result<QString> &fresh) {
        if (!fresh) {
            createSession(user, verifiedHash, command.style, done);
            return;
        }
        m_accounts.replaceHash(
            user.id, verifiedHash, *fresh, [=, this](const Result<void> &replaced) {
                // Another log-in or a password change was faster: verify against the new hash.
                if (!replaced && replaced.error().code == ErrorCode::InvalidCredentials) {
                    logIn(command, done);
                    return;
                }
                createSession(user, replaced ? *fresh : verifiedHash, command.style, done);
            });
    });
}

void Accounts::createSession(const User &user, const QString &verifiedHash,
                             const SessionStyle &style, const Callback<LoggedIn> &done)
{
    const NewSession session{user.id, verifiedHash, m_options.tokenLifetime, style.dialect,
                             style.client};
    m_sessions.createSession(session, [=, this](const Result<Session> &created) {
        if (created)
            done(LoggedIn{user, *created, m_tokens.issue(user, *created, style)});
        else
            done(created.error());
    });
}

} // namespace parlance
