// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accounts.h"

#include "domain/validation.h"

namespace parlance {

namespace {

constexpr int maxCachedActors = 50'000;
// Limit of concurrent session checks, to leave space in the store's queue for other calls.
constexpr int maxRechecking = 100;
constexpr std::chrono::milliseconds recheckPause{100};

} // namespace

Accounts::Accounts(AccountStore &accounts, SessionStore &sessions, Passwords &passwords,
                   Tokens tokens, Broker &broker, Clock clock, Options options)
    : m_accounts(accounts)
    , m_sessions(sessions)
    , m_passwords(passwords)
    , m_tokens(std::move(tokens))
    , m_broker(broker)
    , m_clock(std::move(clock))
    , m_options(options)
    , m_actors(maxCachedActors)
    , m_ended(maxCachedActors)
{
    broker.subscribe(Broker::Stage::State, [this](const Event &event) {
        if (const auto *ended = std::get_if<SessionsEnded>(&event))
            forget(*ended);
    });
    m_recheckAgain.setSingleShot(true);
    m_recheckAgain.setInterval(recheckPause);
    m_recheckAgain.callOnTimeout([this] { recheckNext(); });
}

void Accounts::authenticate(const QString &token, Callback<Actor> done)
{
    const auto sessionId = m_tokens.verify(token, m_clock());
    if (!sessionId) {
        done(sessionId.error());
        return;
    }
    if (const Actor *known = m_actors.object(*sessionId)) {
        done(*known);
        return;
    }
    if (m_ended.contains(*sessionId)) {
        done(ErrorCode::SessionEnded);
        return;
    }
    m_sessions.findActor(*sessionId,
                         [=, this, id = *sessionId, epoch = m_epoch](const Result<Actor> &actor) {
                             // A session ended while the store was asked, so its answer may be
                             // outdated.
                             if (actor && epoch != m_epoch) {
                                 authenticate(token, done);
                                 return;
                             }
                             if (actor)
                                 m_actors.insert(actor->sessionId, new Actor(*actor));
                             else if (actor.error().code == ErrorCode::SessionEnded)
                                 m_ended.insert(id, new Nothing);
                             done(actor);
                         });
}

void Accounts::claim(const QString &who, ClaimBy by, const ClientQuery &query,
                     Callback<ClientMatch> done)
{
    ClientQuery now = query;
    now.now = m_clock();
    const auto look = [=, this, epoch = m_epoch](UserId user) {
        m_sessions.matchClient(user, now, [=, this](const Result<ClientMatch> &match) {
            // As in authenticate().
            if (match && match->isWhole() && epoch != m_epoch)
                claim(who, by, query, done);
            else
                done(match);
        });
    };
    if (by == ClaimBy::Username) {
        m_accounts.findUserByName(loginKey(who), [look, done](const Result<User> &user) {
            if (user)
                look(user->id);
            else if (user.error().code == ErrorCode::UserNotFound)
                done(ClientMatch());
            else
                done(user.error());
        });
        return;
    }
    m_accounts.identify({}, who, [look, done](const Result<Identified> &known) {
        if (known && known->kind == Identified::Kind::User)
            look(UserId(known->id));
        else
            done(known ? Result<ClientMatch>(ClientMatch()) : known.error());
    });
}

void Accounts::findOfClient(const ClientQuery &query, Callback<Actor> done)
{
    ClientQuery now = query;
    now.now = m_clock();
    m_sessions.findActorOfClient(now, [=, this, epoch = m_epoch](const Result<Actor> &actor) {
        // As in authenticate().
        if (actor && epoch != m_epoch)
            findOfClient(query, done);
        else
            done(actor);
    });
}

void Accounts::findLastRoom(SessionId session, Callback<LastRoom> done)
{
    m_sessions.findLastRoom(session, std::move(done));
}

void Accounts::setLastRoom(SessionId session, const LastRoom &last, Callback<void> done)
{
    m_sessions.setLastRoom(session, last, std::move(done));
}

void Accounts::account(const Actor &actor, Callback<User> done)
{
    m_accounts.findUser(actor.userId, std::move(done));
}

void Accounts::changePassword(const Actor &actor, const ChangePassword &command,
                              Callback<void> done)
{
    const auto valid = validPassword(command.newPassword, m_options.limits);
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
        done(updated);
        if (updated)
            m_broker.publish(SessionsEnded{
                update.userId, {}, update.keepSession, SessionEndReason::PasswordChanged});
    });
}

void Accounts::logOut(const Actor &actor, Callback<void> done)
{
    m_sessions.deleteSession(actor.sessionId, [this, actor, done](const Result<void> &deleted) {
        done(deleted);
        if (deleted)
            m_broker.publish(
                SessionsEnded{actor.userId, {actor.sessionId}, {}, SessionEndReason::LoggedOut});
    });
}

void Accounts::logOutEverywhere(const Actor &actor, Callback<void> done)
{
    m_sessions.deleteSessionsOf(actor.userId, [this, actor, done](const Result<void> &deleted) {
        done(deleted);
        if (deleted)
            m_broker.publish(SessionsEnded{actor.userId, {}, {}, SessionEndReason::LoggedOut});
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
    const auto key = validSearch(prefix, m_options.limits.usernameLength);
    if (!key) {
        done(key.error());
        return;
    }
    m_accounts.searchUsers(*key, limit, std::move(done));
}

void Accounts::recheck(const std::vector<Actor> &connected)
{
    m_actors.clear();
    m_ended.clear();
    ++m_epoch;
    // Includes sessions already being checked: their answer may be older than the change.
    for (const Actor &actor : connected)
        m_unchecked.emplace(actor.sessionId, actor.userId);
    recheckNext();
}

void Accounts::recheckNext()
{
    while (m_rechecking < maxRechecking && !m_recheckAgain.isActive() && !m_unchecked.empty()) {
        const auto [session, user] = *m_unchecked.begin();
        m_unchecked.erase(m_unchecked.begin());
        ++m_rechecking;
        m_sessions.findActor(session, [this, session = session, user = user](const auto &now) {
            rechecked(session, user, now);
        });
    }
}

void Accounts::rechecked(SessionId session, UserId user, const Result<Actor> &now)
{
    --m_rechecking;
    if (!now && now.error().code == ErrorCode::SessionEnded)
        m_broker.publish(SessionsEnded{user, {session}, {}, SessionEndReason::Revoked});
    if (!now && now.error().code == ErrorCode::Overloaded) {
        m_unchecked.emplace(session, user);
        m_recheckAgain.start();
    }
    recheckNext();
}

void Accounts::deleteExpiredSessions()
{
    m_sessions.deleteExpiredSessions(m_clock(), [](const Result<qint64> &) {});
}

void Accounts::forget(const SessionsEnded &ended)
{
    ++m_epoch;
    for (const SessionId &session : ended.sessions)
        m_actors.remove(session);
    if (!ended.sessions.empty())
        return;
    // Also the session that is kept: it must be loaded again, since mustChangePassword may have
    // changed.
    const QList<SessionId> known = m_actors.keys();
    for (const SessionId &session : known) {
        if (m_actors.object(session)->userId == ended.userId)
            m_actors.remove(session);
    }
}

} // namespace parlance
