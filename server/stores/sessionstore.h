// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "stores/storerole.h"

#include <chrono>

namespace parlance {

struct NewSession
{
    UserId userId;
    /// The hash that the password was verified against.
    QString verifiedHash;
    /// Starts when the session is stored.
    std::chrono::milliseconds lifetime;
    /// Actor::dialect.
    QString dialect = {};
    ClientFingerprint client = {};
};

/// Selects the sessions that a client without a token may act through.
struct ClientQuery
{
    QString dialect;
    ClientFingerprint client;
    /// Only sessions whose client was a loopback one when it opened them.
    bool onlyLoopback = true;
    /// The sessions must be valid at this time.
    Timestamp now;
};

/// The session of a user that matches such a client best, and which properties match.
struct ClientMatch
{
    /// Empty: the user has no session of that dialect.
    std::optional<Actor> actor = {};
    bool sameAddress = false;
    bool sameOrigin = false;
    bool sameUserAgent = false;
    /// True also if loopback is not required.
    bool isLoopback = false;

    bool isWhole() const
    {
        return actor && sameAddress && sameOrigin && sameUserAgent && isLoopback;
    }
};

/// Sessions with their clients. See StoreRole for the rules of every call.
class SessionStore : public StoreRole
{
public:
    /// InvalidCredentials: `verifiedHash` is not the current hash of the user's password any more.
    /// Also the errors of mayLogIn().
    virtual void createSession(NewSession session, Callback<Session> done) = 0;
    /// The session and its user in their current state. SessionEnded if there is no such row.
    virtual void findActor(SessionId id, Callback<Actor> done) = 0;
    /// The best match among the user's sessions that the query allows; the newest of several.
    virtual void matchClient(UserId userId, ClientQuery query, Callback<ClientMatch> done) = 0;
    /// A session of any user that matches the client completely; the one that expires last.
    /// Excludes users who must change the password first. SessionEnded: there is none.
    virtual void findActorOfClient(ClientQuery query, Callback<Actor> done) = 0;
    /// Empty if the session does not exist.
    virtual void findLastRoom(SessionId id, Callback<LastRoom> done) = 0;
    virtual void setLastRoom(SessionId id, LastRoom last, Callback<void> done) = 0;
    virtual void deleteSession(SessionId id, Callback<void> done) = 0;
    virtual void deleteSessionsOf(UserId userId, Callback<void> done) = 0;
    virtual void deleteExpiredSessions(Timestamp now, Callback<qint64> done) = 0;
};

} // namespace parlance
