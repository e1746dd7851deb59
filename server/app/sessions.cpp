// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions.h"

#include "domain/validation.h"

namespace parlance {

namespace {

constexpr int maxCachedActors = 50'000;
// Limit of concurrent reads, so that recheck() leaves space in the store's queue for other calls.
constexpr int maxRechecking = 100;
// Pause after the store was overloaded.
constexpr std::chrono::milliseconds recheckPause{100};

} // namespace

Sessions::Sessions(SessionStore &sessions, AccountStore &accounts, Tokens tokens, Broker &broker,
                   Clock clock, Options options)
    : m_sessions(sessions)
    , m_accounts(accounts)
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
        else if (const auto *changed = std::get_if<RoleChanged>(&event))
            forgetActors(changed->userId);
    });
    m_recheckAgain.setSingleShot(true);
    m_recheckAgain.setInterval(recheckPause);
    m_recheckAgain.callOnTimeout([this] { recheckNext(); });
}

void Sessions::create(const User &user, const QString &verifiedHash, const SessionStyle &style,
                      Callback<LoggedIn> done)
{
    const NewSession session{user.id, verifiedHash, m_options.tokenLifetime, style.dialect,
                             style.client};
    m_sessions.createSession(
        session, [=, this, done = std::move(done)](const Result<Session> &created) {
            if (!created)
                return done(created.error());
            done(LoggedIn{user, *created, m_tokens.issue(user, *created, style)});
            m_broker.publish(TableChanged{TableChanged::Table::Users});
        });
}

void Sessions::authenticate(const QString &token, Callback<Actor> done)
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
    m_sessions.findActor(*sessionId, [=, this, id = *sessionId, epoch = m_epoch,
                                      done = std::move(done)](const Result<Actor> &actor) mutable {
        // The cache was invalidated meanwhile, so the answer may be outdated.
        if (actor && epoch != m_epoch) {
            authenticate(token, std::move(done));
            return;
        }
        if (actor)
            m_actors.insert(actor->sessionId, new Actor(*actor));
        else if (actor.error().code == ErrorCode::SessionEnded)
            m_ended.insert(id, new Nothing);
        done(actor);
    });
}

void Sessions::claim(const QString &who, ClaimBy by, const ClientQuery &query,
                     Callback<ClientMatch> done)
{
    ClientQuery now = query;
    now.now = m_clock();
    const auto look = [=, this, epoch = m_epoch](UserId user, Callback<ClientMatch> found) {
        m_sessions.matchClient(
            user, now,
            [=, this, found = std::move(found)](const Result<ClientMatch> &match) mutable {
                // The answer may be outdated, as in authenticate().
                if (match && match->isWhole() && epoch != m_epoch)
                    claim(who, by, query, std::move(found));
                else
                    found(match);
            });
    };
    if (by == ClaimBy::Username) {
        m_accounts.findUserByName(loginKey(who),
                                  [look, done = std::move(done)](const Result<User> &user) mutable {
                                      if (user)
                                          look(user->id, std::move(done));
                                      else if (user.error().code == ErrorCode::UserNotFound)
                                          done(ClientMatch());
                                      else
                                          done(user.error());
                                  });
        return;
    }
    m_accounts.identify({}, who,
                        [look, done = std::move(done)](const Result<Identified> &known) mutable {
                            if (known && known->kind == Identified::Kind::User)
                                look(UserId(known->id), std::move(done));
                            else
                                done(known ? Result<ClientMatch>(ClientMatch()) : known.error());
                        });
}

void Sessions::findOfClient(const ClientQuery &query, Callback<Actor> done)
{
    ClientQuery now = query;
    now.now = m_clock();
    m_sessions.findActorOfClient(now, [=, this, epoch = m_epoch,
                                       done = std::move(done)](const Result<Actor> &actor) mutable {
        // The answer may be outdated, as in authenticate().
        if (actor && epoch != m_epoch)
            findOfClient(query, std::move(done));
        else
            done(actor);
    });
}

void Sessions::findLastRoom(SessionId session, Callback<LastRoom> done)
{
    m_sessions.findLastRoom(session, std::move(done));
}

void Sessions::setLastRoom(SessionId session, const LastRoom &last, Callback<void> done)
{
    m_sessions.setLastRoom(session, last, std::move(done));
}

void Sessions::logOut(const Actor &actor, Callback<void> done)
{
    m_sessions.deleteSession(
        actor.sessionId, [this, actor, done = std::move(done)](const Result<void> &deleted) {
            done(deleted);
            if (deleted)
                m_broker.publish(SessionsEnded{
                    actor.userId, {actor.sessionId}, {}, SessionEndReason::LoggedOut});
        });
}

void Sessions::logOutEverywhere(const Actor &actor, Callback<void> done)
{
    m_sessions.deleteSessionsOf(
        actor.userId, [this, actor, done = std::move(done)](const Result<void> &deleted) {
            done(deleted);
            if (deleted)
                m_broker.publish(SessionsEnded{actor.userId, {}, {}, SessionEndReason::LoggedOut});
        });
}

void Sessions::recheck(const std::vector<Actor> &connected)
{
    m_actors.clear();
    m_ended.clear();
    ++m_epoch;
    // Includes sessions whose read is pending: its answer may be older than the change.
    for (const Actor &actor : connected)
        m_unchecked.emplace(actor.sessionId, actor.userId);
    recheckNext();
}

void Sessions::recheckNext()
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

void Sessions::rechecked(SessionId session, UserId user, const Result<Actor> &now)
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

void Sessions::deleteExpired()
{
    m_sessions.deleteExpiredSessions(m_clock(), [](const Result<qint64> &) {});
}

void Sessions::forget(const SessionsEnded &ended)
{
    for (const SessionId &session : ended.sessions)
        m_actors.remove(session);
    ++m_epoch;
    // Also the session that is kept, because its mustChangePassword may have changed.
    if (ended.sessions.empty())
        forgetActors(ended.userId);
}

void Sessions::forgetActors(UserId user)
{
    ++m_epoch;
    const QList<SessionId> known = m_actors.keys();
    for (const SessionId &session : known) {
        if (m_actors.object(session)->userId == user)
            m_actors.remove(session);
    }
}

} // namespace parlance
