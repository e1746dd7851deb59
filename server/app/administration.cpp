// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/administration.h"

#include "app/answerandpublish.h"
#include "domain/roles.h"
#include "domain/validation.h"

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

Callback<UserChange> withPassword(const QString &password, Callback<OneTimePassword> done)
{
    return [password, done = std::move(done)](const Result<UserChange> &change) {
        done(change ? Result<OneTimePassword>(OneTimePassword{*change, password}) : change.error());
    };
}

SessionEndReason endReason(AccountState state)
{
    return state == AccountState::Deactivated ? SessionEndReason::Deactivated
                                              : SessionEndReason::Suspended;
}

} // namespace

Administration::Administration(AdminStore &store, AuditStore &audit, Passwords &passwords,
                               Broker &broker, Limits limits)
    : m_store(store)
    , m_audit(audit)
    , m_passwords(passwords)
    , m_broker(broker)
    , m_limits(limits)
{
}

void Administration::findUser(const QString &user, Callback<UserDetails> done)
{
    m_store.findUserDetails(user, std::move(done));
}

void Administration::listUsers(const UserQuery &query, Callback<UserPage> done)
{
    m_store.listUserDetails(query, std::move(done));
}

void Administration::createUser(const AdminAction &action, const QString &name, ServerRole role,
                                Callback<OneTimePassword> done)
{
    const auto username = validUsername(name, m_limits);
    if (!username)
        return done(username.error());
    NewUser user{.username = *username, .usernameKey = foldedKey(*username)};
    user.role = role;
    user.mustChangePassword = true;
    const QString password = Passwords::random();
    m_passwords.hash(password, [=, this, user = std::move(user),
                                done = std::move(done)](const Result<QString> &hash) mutable {
        if (!hash)
            return done(hash.error());
        user.passwordHash = *hash;
        auto publish = [this](const UserChange &) { publishChanged(); };
        m_store.addUser(action, std::move(user),
                        answerAndPublish(action, withPassword(password, std::move(done)), publish));
    });
}

void Administration::resetPassword(const AdminAction &action, const QString &user,
                                   Callback<OneTimePassword> done)
{
    const QString password = Passwords::random();
    m_passwords.hash(
        password, [=, this, done = std::move(done)](const Result<QString> &hash) mutable {
            if (!hash)
                return done(hash.error());
            auto publish = [this](const UserChange &change) {
                m_broker.publish(
                    SessionsEnded{change.user.id, {}, {}, SessionEndReason::PasswordChanged});
            };
            m_store.resetPassword(
                action, user, *hash,
                answerAndPublish(action, withPassword(password, std::move(done)), publish));
        });
}

void Administration::setRole(const AdminAction &action, const QString &user, ServerRole role,
                             Callback<UserChange> done)
{
    auto publish = [this](const UserChange &change) {
        m_broker.publish(RoleChanged{change.user.id, change.user.role});
    };
    m_store.changeRole(action, user, role, answerAndPublish(action, std::move(done), publish));
}

void Administration::setState(const AdminAction &action, const QString &user,
                              const AccountStatus &status, const QList<AccountState> &from,
                              Callback<UserChange> done)
{
    auto publish = [this](const UserChange &change) {
        if (change.status.state != AccountState::Active)
            m_broker.publish(SessionsEnded{
                change.user.id, {}, {}, endReason(change.status.state), change.status.reason});
        publishChanged();
    };
    m_store.changeState(action, user, status, from,
                        answerAndPublish(action, std::move(done), publish));
}

void Administration::rejectUser(const AdminAction &action, const QString &user,
                                Callback<UserChange> done)
{
    auto publish = [this](const UserChange &) { publishChanged(); };
    m_store.rejectUser(action, user, answerAndPublish(action, std::move(done), publish));
}

void Administration::publishChanged()
{
    m_broker.publish(TableChanged{TableChanged::Table::Users});
}

void Administration::listSessions(const SessionQuery &query, Callback<SessionPage> done)
{
    m_store.listSessions(query, std::move(done));
}

void Administration::endSessions(const AdminAction &action, const QString &user, SessionId session,
                                 Callback<EndedSessions> done)
{
    auto publish = [this, reason = action.reason](const EndedSessions &ended) {
        // An empty list would mean all sessions.
        if (!ended.sessions.empty())
            m_broker.publish(SessionsEnded{
                ended.user.id, ended.sessions, {}, SessionEndReason::Revoked, reason});
    };
    m_store.endSessions(action, user, session, answerAndPublish(action, std::move(done), publish));
}

Result<ConnectionInfo> Administration::findConnection(quint64 id) const
{
    const auto found = m_connections->find(id);
    return found ? Result<ConnectionInfo>(*found) : ErrorCode::ConnectionNotFound;
}

// Logged first: what cannot be logged is not done.
void Administration::disconnect(const AdminAction &action, quint64 connection,
                                Callback<ConnectionInfo> done)
{
    const auto found = findConnection(connection);
    if (!found)
        return done(found.error());
    if (found->actor && rankOf(found->actor->role) > rankOf(action.role))
        return done(ErrorCode::Forbidden);
    // Only one of several at once closes it, and is logged so.
    if (m_closing.contains(connection))
        return done(ErrorCode::ConnectionNotFound);
    if (action.dryRun)
        return done(found);
    m_closing.insert(connection);
    AuditEntry entry{.action = action, .outcome = u"ok"_s};
    entry.target = found->actor ? found->actor->username : found->address;
    auto close = [=, this, done = std::move(done)](const Result<void> &logged) {
        m_closing.remove(connection);
        if (!logged)
            return done(logged.error());
        const bool isGone = !m_connections->disconnect(connection);
        done(isGone ? Result<ConnectionInfo>(ErrorCode::ConnectionNotFound) : found);
    };
    m_audit.appendAudit(entry, std::move(close));
}

} // namespace parlance
