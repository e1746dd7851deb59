// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sessionstatements.h"

#include "storage/accountstatements.h"
#include "storage/rows.h"

namespace parlance::statements {

Result<Session> createSession(Database &db, WriteContext &writer, const NewSession &command)
{
    // Verifying takes time, and a password change meanwhile ends all existing sessions: no session
    // may be created with the old password after that.
    const auto present = findCredentialsById(db, writer.limits, command.userId);
    if (!present || present->passwordHash != command.verifiedHash)
        return ErrorCode::InvalidCredentials;
    const Timestamp now = writer.now();
    if (auto allowed = mayLogIn(accountStatus(db, command.userId), now); !allowed)
        return allowed.error();
    // Not from the id generator: it must not be possible to derive one session's id from another's.
    const Session session{SessionId(randomId()), command.userId, now, now + command.lifetime};
    db.exec("insert_session", {{"id", session.id},
                               {"user", command.userId},
                               {"now", now},
                               {"expires_at", session.expiresAt},
                               {"dialect", command.dialect},
                               {"address", command.client.address},
                               {"origin", command.client.origin},
                               {"agent", command.client.userAgent},
                               {"loopback", command.client.isLoopback}});
    return session;
}

Result<Actor> findActor(Database &db, const Limits &, SessionId id)
{
    return rows::firstOr(ErrorCode::SessionEnded, db.query("find_actor", {{"id", id}}),
                         rows::actor);
}

Result<ClientMatch> matchClient(Database &db, const Limits &, UserId userId,
                                const ClientQuery &query)
{
    auto match = rows::first(db.query("match_client", {{"user", userId},
                                                       {"dialect", query.dialect},
                                                       {"address", query.client.address},
                                                       {"origin", query.client.origin},
                                                       {"agent", query.client.userAgent},
                                                       {"any", !query.onlyLoopback},
                                                       {"now", query.now}}),
                             rows::clientMatch);
    return match ? *std::move(match) : ClientMatch();
}

Result<Actor> findActorOfClient(Database &db, const Limits &, const ClientQuery &query)
{
    return rows::firstOr(ErrorCode::SessionEnded,
                         db.query("find_actor_of_client", {{"dialect", query.dialect},
                                                           {"address", query.client.address},
                                                           {"origin", query.client.origin},
                                                           {"agent", query.client.userAgent},
                                                           {"any", !query.onlyLoopback},
                                                           {"now", query.now}}),
                         rows::actor);
}

Result<LastRoom> findLastRoom(Database &db, const Limits &, SessionId id)
{
    return rows::first(db.query("find_last_room", {{"id", id}}), rows::lastRoom)
        .value_or(LastRoom());
}

Result<void> setLastRoom(Database &db, WriteContext &, SessionId id, const LastRoom &last)
{
    const auto room = last.room.isNull() ? std::nullopt : std::optional(last.room);
    db.exec("update_last_room",
            {{"id", id}, {"room", room}, {"several", last.several}, {"sockets", last.sockets}});
    return {};
}

Result<void> deleteSession(Database &db, WriteContext &, SessionId id)
{
    db.exec("delete_session", {{"id", id}});
    return {};
}

Result<void> deleteSessionsOf(Database &db, WriteContext &, UserId userId)
{
    db.exec("delete_sessions_of", {{"user", userId}, {"keep", SessionId()}});
    return {};
}

Result<qint64> deleteExpiredSessions(Database &db, WriteContext &, Timestamp now)
{
    return db.exec("delete_expired_sessions", {{"now", now}});
}

} // namespace parlance::statements
