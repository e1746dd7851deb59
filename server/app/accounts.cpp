// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accounts.h"

#include "domain/invitationlink.h"
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
                   Limits limits, Registration registration)
    : m_accounts(accounts)
    , m_sessions(sessions)
    , m_passwords(passwords)
    , m_broker(broker)
    , m_limits(limits)
    , m_registration(registration)
{
}

// Whether an account may be made this way, and in which state it is then.
Result<AccountState> Accounts::stateOfNew(const RegisterAccount &command) const
{
    if (const auto open = m_lockdown ? m_lockdown->mayRegister() : Result<void>(); !open)
        return open.error();
    const bool invited = !command.invitation.isEmpty();
    switch (m_registration) {
    case Registration::Open:
        return AccountState::Active;
    case Registration::Approval:
        return invited ? AccountState::Active : AccountState::Pending;
    case Registration::Invitation:
        return invited ? Result<AccountState>(AccountState::Active) : ErrorCode::InvitationRequired;
    case Registration::Closed:
        break;
    }
    return ErrorCode::RegistrationClosed;
}

void Accounts::registerAccount(const RegisterAccount &command, Callback<LoggedIn> done)
{
    const auto state = stateOfNew(command);
    if (!state)
        return done(state.error());
    auto user = validated(command, m_limits);
    if (!user)
        return done(user.error());
    user->state = *state;
    m_passwords.hash(command.password, [=, this, user = std::move(*user), done = std::move(done)](
                                           const Result<QString> &hash) mutable {
        if (!hash)
            return done(hash.error());
        // Hashing takes a while.
        if (const auto open = stateOfNew(command); !open)
            return done(open.error());
        user.passwordHash = *hash;
        create(command, std::move(user), std::move(done));
    });
}

void Accounts::create(const RegisterAccount &command, NewUser user, Callback<LoggedIn> done)
{
    const bool isPending = user.state == AccountState::Pending;
    auto finish = [=, this, hash = user.passwordHash, style = command.style,
                   skipSession = command.skipSession,
                   done = std::move(done)](const Result<User> &created) mutable {
        if (created && isPending)
            done(ErrorCode::AccountPending);
        else if (created && !skipSession)
            m_sessions.create(*created, hash, style, std::move(done));
        else
            done(created ? Result<LoggedIn>(LoggedIn{*created, {}, {}}) : created.error());
        if (created)
            m_broker.publish(TableChanged{TableChanged::Table::Users});
    };
    if (command.invitation.isEmpty())
        return m_accounts.createUser(std::move(user), std::move(finish));
    m_accounts.createInvited(
        std::move(user), hashOfCode(command.invitation),
        [this, finish = std::move(finish)](const Result<InvitedUser> &invited) mutable {
            finish(invited ? Result<User>(invited->user) : invited.error());
            if (invited && invited->room)
                m_broker.publish(MemberJoined{
                    *invited->room, {invited->user.id, invited->user.username}, RoomRole::Member});
        });
}

void Accounts::findLogin(const LogIn &command, Callback<Credentials> done)
{
    if (command.by == LogIn::By::PhoneNumber)
        m_accounts.findCredentialsByPhone(phoneKey(command.login), std::move(done));
    else
        m_accounts.findCredentials(loginKey(command.login), std::move(done));
}

void Accounts::logIn(const LogIn &command, Callback<LoggedIn> done)
{
    findLogin(command, [=, this, done = std::move(done)](const Result<Credentials> &found) mutable {
        const bool unknown = !found && found.error().code == ErrorCode::UserNotFound;
        if (!found && (!unknown || command.revealUnknownUser)) {
            done(found.error());
            return;
        }
        const QString hash = found ? found->passwordHash : QString();
        const User user = found ? found->user : User();
        m_passwords.verify(hash, command.password,
                           [=, this, done = std::move(done)](const Result<bool> &right) mutable {
                               if (!right)
                                   done(right.error());
                               else if (!*right)
                                   done(ErrorCode::InvalidCredentials);
                               else if (Passwords::isOutdated(hash))
                                   rehash(user, hash, command, std::move(done));
                               else
                                   m_sessions.create(user, hash, command.style, std::move(done));
                           });
    });
}

// An imported account has a bcrypt hash. At log-in the password is known, so it is hashed with
// Argon2id. If storing that fails, the next log-in tries again.
void Accounts::rehash(const User &user, const QString &verifiedHash, const LogIn &command,
                      Callback<LoggedIn> done)
{
    m_passwords.hash(
        command.password, [=, this, done = std::move(done)](const Result<QString> &fresh) mutable {
            if (!fresh) {
                m_sessions.create(user, verifiedHash, command.style, std::move(done));
                return;
            }
            m_accounts.replaceHash(
                user.id, verifiedHash, *fresh,
                [=, this, done = std::move(done)](const Result<void> &replaced) mutable {
                    // The stored hash was replaced meanwhile, by another log-in or a new password.
                    // The password is verified again, against the new hash.
                    if (!replaced && replaced.error().code == ErrorCode::InvalidCredentials) {
                        logIn(command, std::move(done));
                        return;
                    }
                    m_sessions.create(user, replaced ? *fresh : verifiedHash, command.style,
                                      std::move(done));
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
    m_accounts.findCredentialsById(actor.userId, [=, this, current = command.currentPassword,
                                                  fresh = *valid, done = std::move(done)](
                                                     const Result<Credentials> &found) mutable {
        if (!found)
            return done(found.error());
        const PasswordUpdate update{actor.userId, {}, false, actor.sessionId, found->passwordHash};
        m_passwords.verify(found->passwordHash, current,
                           [=, this, done = std::move(done)](const Result<bool> &right) mutable {
                               if (!right)
                                   done(right.error());
                               else if (!*right)
                                   done(Error::of(ErrorCode::InvalidCredentials,
                                                  QStringLiteral("The current password is wrong")));
                               else
                                   storePassword(update, fresh, std::move(done));
                           });
    });
}

void Accounts::storePassword(const PasswordUpdate &update, const QString &password,
                             Callback<void> done)
{
    m_passwords.hash(password, [=, this, update = update,
                                done = std::move(done)](const Result<QString> &hash) mutable {
        if (!hash)
            return done(hash.error());
        update.passwordHash = *hash;
        updatePassword(update, std::move(done));
    });
}

void Accounts::updatePassword(const PasswordUpdate &update, Callback<void> done)
{
    m_accounts.updatePassword(
        update, [this, update, done = std::move(done)](const Result<void> &updated) {
            // Published before the answer: the caller's next call must see mustChangePassword =
            // false.
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
