// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/adminstore.h"

/// What administrators change, each with its entry of the audit log. See accountstatements.h. All
/// checks come first: a dry run is a return before the first write.
namespace parlance::statements {

/// Since the permission was checked: SessionEnded, or Forbidden: the actor has lost the role, or
/// may not log in any more. Ok for the local socket.
Result<void> checkActor(Database &db, WriteContext &writer, const AdminAction &action);

struct Target
{
    User user;
    AccountStatus status;
};

/// The account, erased or not, if it does not rank higher (Forbidden).
Result<Target> findAccount(Database &db, WriteContext &writer, const AdminAction &action,
                           const QString &name);
/// The same to change it: it must not be erased (Conflict).
Result<Target> findTarget(Database &db, WriteContext &writer, const AdminAction &action,
                          const QString &name);
/// Conflict: nobody would be left who can log in as administrator.
Result<void> checkRemaining(Database &db, const Target &target, Timestamp now);
/// The same, and not the actor's own (Conflict).
Result<Target> findOther(Database &db, WriteContext &writer, const AdminAction &action,
                         const QString &name);
Result<UserChange> addUser(Database &db, WriteContext &writer, const AdminAction &action,
                           const NewUser &user);
Result<UserChange> changeRole(Database &db, WriteContext &writer, const AdminAction &action,
                              const QString &user, ServerRole role);
Result<UserChange> changeState(Database &db, WriteContext &writer, const AdminAction &action,
                               const QString &user, const AccountStatus &status,
                               const QList<AccountState> &from);
Result<UserChange> resetPassword(Database &db, WriteContext &writer, const AdminAction &action,
                                 const QString &user, const QString &passwordHash);
Result<UserChange> setPassword(Database &db, WriteContext &writer, const AdminAction &action,
                               const QString &user, const QString &passwordHash);
Result<EndedSessions> endSessions(Database &db, WriteContext &writer, const AdminAction &action,
                                  const QString &user, SessionId session);

} // namespace parlance::statements
