// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accounts.h"

#include "domain/validation.h"

namespace parlance {

namespace {

// An address or number, and its key; no effect if none was given.
Result<void> readContact(const std::optional<QString> &given,
                         Result<QString> (*valid)(const QString &),
                         QString (*keyOf)(const QString &), std::optional<QString> &contact,
                         QString &key)
{
    if (!given)
        return {};
    const auto read = valid(*given);
    if (!read)
        return read.error();
    contact = *read;
    key = keyOf(*read);
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
    const auto email = readContact(command.email, validEmail, foldedKey, user.email, user.emailKey);
    if (!email)
        return email.error();
    const auto phone = readContact(command.phoneNumber, validPhoneNumber, phoneKey,
                                   user.phoneNumber, user.phoneKey);
    if (!phone)
        return phone.error();
    if (!command.style.dialect.isEmpty())
        limits.passwordMinBytes = limits.legacyPasswordMinBytes;
    const auto password = validPassword(command.password, limits);
    if (!password)
        return password.error();
    return user;
}

} // namespace

Accounts::Accounts(AccountStore &accounts, Sessions &sessions, Passwords &passwords, Broker &broker,
                   Limits limits)
    : m_accounts(accounts)
    , m_sessions(sessions)
    , m_passwords(passwords)
    , m_broker(broker)
    , m_limits(limits)
{
}

void Accounts::registerAccount(const RegisterAccount &command, Callback<LoggedIn> done)
{
    auto user = validated(command, m_limits);
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
                    m_sessions.create(*created, hash, style, done);
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
                m_sessions.create(user, hash, command.style, done);
        });
    });
}

// The password of an account that was moved here is known for once: it is stored as all others are.
// If that does not work now, it is tried again at the next log-in.
void Accounts::rehash(const User &user, const QString &verifiedHash, const LogIn &command,
                      const Callback<LoggedIn> &done)
{
    m_passwords.hash(command.password, [=, this](const Result<QString> &fresh) {
        if (!fresh) {
            m_sessions.create(user, verifiedHash, command.style, done);
            return;
        }
        m_accounts.replaceHash(
            user.id, verifiedHash, *fresh, [=, this](const Result<void> &replaced) {
                // Another log-in or a change of the password came first: the new hash tells which.
                if (!replaced && replaced.error().code == ErrorCode::InvalidCredentials) {
                    logIn(command, done);
                    return;
                }
                m_sessions.create(user, replaced ? *fresh : verifiedHash, command.style, done);
            });
    });
}

void Accounts::account(const Actor &actor, Callback<User> done)
{
    m_accounts.findUser(actor.userId, std::move(done));
}

void Accounts::changePassword(const Actor &actor, const ChangePassword &command,
                              Callback<void> done)
{
    const auto valid = validPassword(command.newPassword, m_limits);
    if (!valid) {
        done(valid.error());
        return;
    }
    if (command.newPassword == command.currentPassword) {
        done(Error::invalid(QStringLiteral("The new password is the current one")));
        return;
    }
    m_accounts.findCredentialsById(
        actor.userId, [=, this, current = command.currentPassword,
                       fresh = *valid](const Result<Credentials> &found) {
            if (!found) {
                done(found.error());
                return;
            }
            PasswordUpdate update{actor.userId, {}, false, actor.sessionId, found->passwordHash};
            const auto store = [this, update, done](const Result<QString> &hash) mutable {
                if (!hash) {
                    done(hash.error());
                    return;
                }
                update.passwordHash = *hash;
                updatePassword(update, done);
            };
            const auto hash = [=, this](const Result<bool> &right) {
                if (!right)
                    done(right.error());
                else if (!*right)
                    done(Error::of(ErrorCode::InvalidCredentials,
                                   QStringLiteral("The current password is wrong")));
                else
                    m_passwords.hash(fresh, store);
            };
            m_passwords.verify(found->passwordHash, current, hash);
        });
}

void Accounts::updatePassword(const PasswordUpdate &update, Callback<void> done)
{
    m_accounts.updatePassword(update, [this, update, done](const Result<void> &updated) {
        // The caller's next call needs no password change any more.
        if (updated)
            m_broker.publish(SessionsEnded{
                update.userId, {}, update.keepSession, SessionEndReason::PasswordChanged});
        done(updated);
    });
}

void Accounts::findUser(UserId id, Callback<User> done)
{
    m_accounts.findUser(id, std::move(done));
}

void Accounts::identify(const Actor &actor, const QString &address, Callback<Identified> done)
{
    m_accounts.identify(actor.userId, address, std::move(done));
}

void Accounts::listNewest(std::optional<UserId> before, int limit, Callback<QList<User>> done)
{
    m_accounts.listNewestUsers(before, limit, std::move(done));
}

void Accounts::searchUsers(const QString &prefix, int limit, Callback<QList<User>> done)
{
    const auto key = validSearch(prefix, m_limits.usernameLength);
    if (!key) {
        done(key.error());
        return;
    }
    m_accounts.searchUsers(*key, limit, std::move(done));
}

} // namespace parlance
