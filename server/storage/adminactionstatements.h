// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/adminstore.h"

/// What administrators change, each with its entry of the audit log. See accountstatements.h. All
/// checks come first: a dry run is a return before the first write.
namespace parlance::statements {

/// Forbidden: the actor has lost the role, or may not log in any more, since the permission was
/// checked. Ok for the local socket.
Result<void> checkActor(Database &db, WriteContext &writer, const AdminAction &action);

struct Target
{
    User user;
    AccountStatus status;
};

/// The account, if it is not the actor's own (Conflict) nor ranks higher (Forbidden).
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
