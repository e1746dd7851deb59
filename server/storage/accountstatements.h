// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/store.h"
#include "storage/writer.h"

/// Each function is the inside of the method of Store with the same name. Those that take a Writer
/// run on the writer thread within its transaction, the others within a reader's snapshot.
namespace parlance::statements {

Result<User> createUser(Database &db, Writer &writer, const NewUser &user);
Result<Credentials> findCredentials(Database &db, const Limits &, const QString &loginKey);
Result<Credentials> findCredentialsById(Database &db, const Limits &, UserId id);
Result<User> findUser(Database &db, const Limits &, UserId id);
Result<User> findUserByName(Database &db, const Limits &, const QString &usernameKey);
Result<QList<User>> searchUsers(Database &db, const Limits &limits, const QString &prefixKey,
                                int limit);
Result<QList<User>> listUsers(Database &db, const Limits &);
Result<bool> hasUsers(Database &db, const Limits &);
Result<User> setRole(Database &db, Writer &, UserId id, ServerRole role);
Result<void> updatePassword(Database &db, Writer &, const PasswordUpdate &update);
Result<void> setLastSeen(Database &db, Writer &, UserId id, Timestamp at);

Result<Session> createSession(Database &db, Writer &writer, UserId userId,
                              const QString &verifiedHash, Timestamp expiresAt);
Result<Actor> findActor(Database &db, const Limits &, SessionId id);
Result<void> deleteSession(Database &db, Writer &, SessionId id);
Result<void> deleteSessionsOf(Database &db, Writer &, UserId userId);
Result<qint64> deleteExpiredSessions(Database &db, Writer &, Timestamp now);

Result<void> ping(Database &db, Writer &);

} // namespace parlance::statements
