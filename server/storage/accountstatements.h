// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/accountstore.h"

/// Each function implements the method with the same name of a store role. Those that take a
/// WriteContext run on the writer thread within its transaction, the others within a reader's
/// snapshot.
namespace parlance::statements {

/// The checks of createUser(), and the account that it would store; without an id.
Result<User> planUser(Database &db, WriteContext &writer, const NewUser &user);
Result<User> createUser(Database &db, WriteContext &writer, const NewUser &user);
Result<Credentials> findCredentials(Database &db, const Limits &, const QString &loginKey);
Result<Credentials> findCredentialsById(Database &db, const Limits &, UserId id);
Result<Credentials> findCredentialsByPhone(Database &db, const Limits &, const QString &phoneKey);
Result<User> findUser(Database &db, const Limits &, UserId id);
Result<User> findUserByName(Database &db, const Limits &, const QString &usernameKey);
Result<QList<User>> searchUsers(Database &db, const Limits &limits, const QString &prefixKey,
                                int limit);
Result<QList<User>> listUsers(Database &db, const Limits &);
Result<QList<User>> listNewestUsers(Database &db, const Limits &limits,
                                    const std::optional<UserId> &before, int limit);
Result<Identified> identify(Database &db, const Limits &, UserId viewer, const QString &address);
/// The same for writers, for users only.
std::optional<UserId> userAt(Database &db, const QString &address);
/// Whether the account may log in, see mayLogIn(); erased if there is none.
AccountStatus accountStatus(Database &db, UserId id);
Result<void> replaceHash(Database &db, WriteContext &writer, UserId id, const QString &verifiedHash,
                         const QString &freshHash);
Result<bool> hasUsers(Database &db, const Limits &);
Result<User> setRole(Database &db, WriteContext &, UserId id, ServerRole role);
Result<void> updatePassword(Database &db, WriteContext &, const PasswordUpdate &update);
Result<void> setLastSeen(Database &db, WriteContext &, UserId id, Timestamp at);

} // namespace parlance::statements
