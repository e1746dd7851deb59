// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/accountstatements.h"

#include "storage/rows.h"

namespace parlance::statements {

namespace {

Credentials credentials(Cursor &row)
{
    return Credentials{rows::user(row), row.text()};
}

template <class T>
Result<T> orUserNotFound(std::optional<T> found)
{
    if (!found)
        return ErrorCode::UserNotFound;
    return *std::move(found);
}

// Greater than every key that begins with the prefix: no text holds the last code point.
QString endOfPrefix(const QString &prefix)
{
    static constexpr char32_t last = 0x10FFFF;
    return prefix + QString::fromUcs4(&last, 1);
}

} // namespace

Result<User> createUser(Database &db, Writer &writer, const NewUser &user)
{
    if (db.exists("find_user_by_name", {{"key", user.usernameKey}}))
        return ErrorCode::UsernameTaken;
    if (user.email && db.exists("find_user_by_email", {{"key", user.emailKey}}))
        return ErrorCode::EmailTaken;
    const Timestamp now = writer.now();
    const auto id = writer.newId<UserId>(now);
    db.exec("insert_user", {{"id", id},
                            {"username", user.username},
                            {"username_key", user.usernameKey},
                            {"email", user.email},
                            {"email_key", user.email ? std::optional(user.emailKey) : std::nullopt},
                            {"password_hash", user.passwordHash},
                            {"role", user.role},
                            {"must_change_password", user.mustChangePassword},
                            {"now", now}});
    return User{id, user.username, user.email, user.role, now, {}, user.mustChangePassword};
}

Result<Credentials> findCredentials(Database &db, const Limits &, const QString &loginKey)
{
    return orUserNotFound(
        rows::first(db.query("find_credentials", {{"key", loginKey}}), credentials));
}

Result<Credentials> findCredentialsById(Database &db, const Limits &, UserId id)
{
    return orUserNotFound(
        rows::first(db.query("find_credentials_by_id", {{"id", id}}), credentials));
}

Result<User> findUser(Database &db, const Limits &, UserId id)
{
    return orUserNotFound(rows::first(db.query("find_user", {{"id", id}}), rows::user));
}

Result<User> findUserByName(Database &db, const Limits &, const QString &usernameKey)
{
    return orUserNotFound(
        rows::first(db.query("find_user_by_name", {{"key", usernameKey}}), rows::user));
}

Result<QList<User>> searchUsers(Database &db, const Limits &limits, const QString &prefixKey,
                                int limit)
{
    return rows::all(db.query("search_users", {{"first", prefixKey},
                                               {"end", endOfPrefix(prefixKey)},
                                               {"limit", std::clamp(limit, 1, limits.pageSize)}}),
                     rows::user);
}

Result<QList<User>> listUsers(Database &db, const Limits &)
{
    return rows::all(db.query("list_users"), rows::user);
}

Result<bool> hasUsers(Database &db, const Limits &)
{
    return db.exists("find_any_user", {});
}

Result<User> setRole(Database &db, Writer &writer, UserId id, ServerRole role)
{
    db.exec("update_user_role", {{"id", id}, {"role", role}});
    return findUser(db, writer.limits, id);
}

Result<void> updatePassword(Database &db, Writer &writer, const PasswordUpdate &update)
{
    const auto present = findCredentialsById(db, writer.limits, update.userId);
    if (!present)
        return present.error();
    if (update.verifiedHash && *update.verifiedHash != present->passwordHash)
        return ErrorCode::InvalidCredentials;
    db.exec("update_password", {{"id", update.userId},
                                {"password_hash", update.passwordHash},
                                {"must_change_password", update.mustChangePassword}});
    db.exec("delete_sessions_of", {{"user", update.userId}, {"keep", update.keepSession}});
    return {};
}

Result<void> setLastSeen(Database &db, Writer &, UserId id, Timestamp at)
{
    if (db.exec("update_last_seen", {{"id", id}, {"at", at}}) == 0)
        return ErrorCode::UserNotFound;
    return {};
}

Result<Session> createSession(Database &db, Writer &writer, UserId userId,
                              const QString &verifiedHash, Timestamp expiresAt)
{
    // Verifying takes a while, and a change of the password meanwhile ends the sessions there were:
    // one made with the old password must not come after it.
    const auto present = findCredentialsById(db, writer.limits, userId);
    if (!present || present->passwordHash != verifiedHash)
        return ErrorCode::InvalidCredentials;
    const Timestamp now = writer.now();
    // Not one of the generator's: from the id of one session that of another must not follow.
    const Session session{SessionId(randomId()), userId, now, expiresAt};
    db.exec("insert_session",
            {{"id", session.id}, {"user", userId}, {"now", now}, {"expires_at", expiresAt}});
    return session;
}

Result<Actor> findActor(Database &db, const Limits &, SessionId id)
{
    auto actor = rows::first(db.query("find_actor", {{"id", id}}), rows::actor);
    if (!actor)
        return ErrorCode::SessionEnded;
    return *std::move(actor);
}

Result<void> deleteSession(Database &db, Writer &, SessionId id)
{
    db.exec("delete_session", {{"id", id}});
    return {};
}

Result<void> deleteSessionsOf(Database &db, Writer &, UserId userId)
{
    db.exec("delete_sessions_of", {{"user", userId}, {"keep", SessionId()}});
    return {};
}

Result<qint64> deleteExpiredSessions(Database &db, Writer &, Timestamp now)
{
    return db.exec("delete_expired_sessions", {{"now", now}});
}

Result<void> ping(Database &db, Writer &)
{
    db.exists("ping");
    return {};
}

} // namespace parlance::statements
