// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "storage/storerole.h"

#include <chrono>

namespace parlance {

struct NewSession
{
    UserId userId;
    /// The hash that the password was checked against.
    QString verifiedHash;
    /// Counted from the moment at which it is stored.
    std::chrono::milliseconds lifetime;
    /// Actor::dialect.
    QString dialect = {};
    ClientFingerprint client = {};
};

/// The sessions that a client without a token may act through.
struct ClientQuery
{
    QString dialect;
    ClientFingerprint client;
    /// Only sessions whose client was a loopback one when it opened them.
    bool onlyLoopback = true;
    /// They live at this time.
    Timestamp now;
};

/// The session of a user that fits such a client best, and what of it does.
struct ClientMatch
{
    /// Nothing: the user has no session of that dialect.
    std::optional<Actor> actor = {};
    bool sameAddress = false;
    bool sameOrigin = false;
    bool sameUserAgent = false;
    /// Or it need not be.
    bool isLoopback = false;

    bool isWhole() const
    {
        return actor && sameAddress && sameOrigin && sameUserAgent && isLoopback;
    }
};

/// Who is logged in, and with which client. See StoreRole for what holds of every call.
class SessionStore : public StoreRole
{
public:
    /// InvalidCredentials: `verifiedHash` is not the hash of the user's password any more.
    virtual void createSession(NewSession session, Callback<Session> done) = 0;
    /// The session and its user as they are now. SessionEnded if there is no such row.
    virtual void findActor(SessionId id, Callback<Actor> done) = 0;
    /// Of the sessions of the user that the query allows the one that fits best, the newest of
    /// several.
    virtual void matchClient(UserId userId, ClientQuery query, Callback<ClientMatch> done) = 0;
    /// The session of anybody that fits the client as a whole and lives longest; none of somebody
    /// who must change the password first. SessionEnded: there is none.
    virtual void findActorOfClient(ClientQuery query, Callback<Actor> done) = 0;
    /// Nothing is known of a session that is not there.
    virtual void findLastRoom(SessionId id, Callback<LastRoom> done) = 0;
    virtual void setLastRoom(SessionId id, LastRoom last, Callback<void> done) = 0;
    virtual void deleteSession(SessionId id, Callback<void> done) = 0;
    virtual void deleteSessionsOf(UserId userId, Callback<void> done) = 0;
    virtual void deleteExpiredSessions(Timestamp now, Callback<qint64> done) = 0;
};

} // namespace parlance
