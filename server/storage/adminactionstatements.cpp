// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/adminactionstatements.h"

#include "domain/roles.h"
#include "storage/accountstatements.h"
#include "storage/adminstatements.h"
#include "storage/auditstatements.h"
#include "storage/rows.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

// A higher role must not be taken from its user, nor given by somebody who has not got it.
Result<void> checkRank(const AdminAction &action, ServerRole role, const QString &who)
{
    if (rankOf(role) <= rankOf(action.role))
        return {};
    return Error::of(ErrorCode::Forbidden, who + u" has a higher role than you"_s);
}

std::vector<SessionId> sessionsOf(Database &db, UserId user, Timestamp now)
{
    const auto found = rows::all(db.query("list_session_ids_of", {{"user", user}, {"now", now}}),
                                 rows::id<SessionId>);
    return {found.begin(), found.end()};
}

// What the log says of a status; what is empty is left out.
QJsonObject toJson(const AccountStatus &status)
{
    QJsonObject object{{u"state"_s, stateName(status.state)}};
    if (status.until)
        object.insert(u"until"_s, toIsoString(*status.until));
    if (!status.reason.isEmpty())
        object.insert(u"reason"_s, status.reason);
    return object;
}

QJsonObject toJson(ServerRole role)
{
    return {{u"role"_s, roleName(role)}};
}

QJsonObject withSessions(qint64 count, QJsonObject object = {})
{
    object.insert(u"sessions"_s, count);
    return object;
}

// Only suspensions end, and what is active needs no reason. An account without a password cannot
// become active before it gets one.
AccountStatus normalised(Database &db, const Limits &limits, UserId user, AccountStatus status)
{
    if (status.state != AccountState::Suspended)
        status.until.reset();
    if (status.state != AccountState::Active)
        return status;
    const auto present = findCredentialsById(db, limits, user);
    const bool usable = present && !present->passwordHash.isEmpty();
    return AccountStatus{usable ? AccountState::Active : AccountState::Locked};
}

// One session of anybody.
Result<EndedSessions> endSession(Database &db, WriteContext &writer, const AdminAction &action,
                                 SessionId session)
{
    const auto owner = rows::first(
        db.query("find_session_owner", {{"id", session}, {"now", writer.now()}}), rows::id<UserId>);
    if (!owner)
        return ErrorCode::SessionNotFound;
    const auto target = findTarget(db, writer, action, owner->toString());
    if (!target)
        return target.error();
    const User &user = target->user;
    if (!action.dryRun) {
        db.exec("delete_session", {{"id", session}});
        const QJsonObject owned{{u"user"_s, user.username}};
        recordChange(db, writer, action, session.toString(), withSessions(1, owned),
                     withSessions(0, owned));
    }
    return EndedSessions{{user.id, user.username, user.alias}, {session}};
}

Result<UserChange> replacePassword(Database &db, WriteContext &writer, const AdminAction &action,
                                   const QString &user, const QString &passwordHash, bool isOneTime)
{
    const auto target = findTarget(db, writer, action, user);
    if (!target)
        return target.error();
    const UserId id = target->user.id;
    UserChange change{target->user, target->status,
                      qint64(sessionsOf(db, id, writer.now()).size())};
    change.user.mustChangePassword = isOneTime;
    const bool locked = change.status.state == AccountState::Locked;
    if (locked)
        change.status = {};
    if (action.dryRun)
        return change;
    db.exec("update_password",
            {{"id", id}, {"password_hash", passwordHash}, {"must_change_password", isOneTime}});
    db.exec("delete_sessions_of", {{"user", id}, {"keep", SessionId()}});
    recordChange(db, writer, action, change.user.username,
                 withSessions(change.sessions, locked ? toJson(target->status) : QJsonObject()),
                 withSessions(0, locked ? toJson(change.status) : QJsonObject()));
    return change;
}

} // namespace

Result<void> checkActor(Database &db, WriteContext &writer, const AdminAction &action)
{
    if (action.actorId.isNull())
        return {};
    const SessionId session = action.sessionId;
    if (!session.isNull() &&
        !db.exists("find_session_owner", {{"id", session}, {"now", writer.now()}}))
        return ErrorCode::SessionEnded;
    const auto actor = findUser(db, writer.limits, action.actorId);
    const bool isUnchanged = actor && actor->role == action.role &&
                             mayLogIn(accountStatus(db, action.actorId), writer.now());
    return isUnchanged ? Result<void>() : ErrorCode::Forbidden;
}

Result<Target> findAccount(Database &db, WriteContext &writer, const AdminAction &action,
                           const QString &name)
{
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    const auto user = findByNameOrId(db, writer.limits, name);
    if (!user)
        return user.error();
    if (const auto allowed = checkRank(action, user->role, u"The account"_s); !allowed)
        return allowed.error();
    return Target{*user, statusAt(accountStatus(db, user->id), writer.now())};
}

Result<Target> findTarget(Database &db, WriteContext &writer, const AdminAction &action,
                          const QString &name)
{
    auto target = findAccount(db, writer, action, name);
    if (target && target->status.state == AccountState::Erased)
        return Error::of(ErrorCode::Conflict, u"The account is erased"_s);
    return target;
}

Result<void> checkRemaining(Database &db, const Target &target, Timestamp now)
{
    if (target.user.role != ServerRole::Administrator || !mayLogIn(target.status, now))
        return {};
    if (db.exists("find_other_administrator", {{"id", target.user.id}, {"now", now}}))
        return {};
    return Error::of(ErrorCode::Conflict, u"This is the last administrator"_s);
}

Result<Target> findOther(Database &db, WriteContext &writer, const AdminAction &action,
                         const QString &name)
{
    auto target = findTarget(db, writer, action, name);
    if (target && target->user.id == action.actorId)
        return Error::of(ErrorCode::Conflict, u"You cannot do this to your own account"_s);
    return target;
}

Result<UserChange> addUser(Database &db, WriteContext &writer, const AdminAction &action,
                           const NewUser &user)
{
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    if (const auto allowed = checkRank(action, user.role, u"The new account"_s); !allowed)
        return allowed.error();
    if (action.dryRun) {
        const auto planned = planUser(db, writer, user);
        return planned ? Result<UserChange>(UserChange{*planned}) : planned.error();
    }
    const auto added = createUser(db, writer, user);
    if (!added)
        return added.error();
    recordChange(db, writer, action, added->username, {}, toJson(added->role));
    return UserChange{*added};
}

Result<UserChange> changeRole(Database &db, WriteContext &writer, const AdminAction &action,
                              const QString &user, ServerRole role)
{
    const auto target = findOther(db, writer, action, user);
    if (!target)
        return target.error();
    if (const auto allowed = checkRank(action, role, u"The account"_s); !allowed)
        return allowed.error();
    if (role != ServerRole::Administrator) {
        if (const auto remaining = checkRemaining(db, *target, writer.now()); !remaining)
            return remaining.error();
    }
    UserChange change{target->user, target->status};
    change.user.role = role;
    if (action.dryRun)
        return change;
    db.exec("update_user_role", {{"id", change.user.id}, {"role", role}});
    recordChange(db, writer, action, change.user.username, toJson(target->user.role), toJson(role));
    return change;
}

Result<UserChange> changeState(Database &db, WriteContext &writer, const AdminAction &action,
                               const QString &user, const AccountStatus &status,
                               const QList<AccountState> &from)
{
    const auto target = findOther(db, writer, action, user);
    if (!target)
        return target.error();
    if (!from.isEmpty() && !from.contains(target->status.state))
        return Error::of(ErrorCode::Conflict,
                         u"The account is "_s + stateName(target->status.state));
    const UserId id = target->user.id;
    UserChange change{target->user, normalised(db, writer.limits, id, status)};
    const bool ends = change.status.state != AccountState::Active;
    if (ends) {
        if (const auto remaining = checkRemaining(db, *target, writer.now()); !remaining)
            return remaining.error();
        change.sessions = qint64(sessionsOf(db, id, writer.now()).size());
    }
    if (action.dryRun)
        return change;
    db.exec("update_account_status", {{"id", id},
                                      {"state", change.status.state},
                                      {"until", change.status.until},
                                      {"reason", change.status.reason}});
    if (ends)
        db.exec("delete_sessions_of", {{"user", id}, {"keep", SessionId()}});
    recordChange(db, writer, action, change.user.username, toJson(target->status),
                 toJson(change.status));
    return change;
}

Result<UserChange> resetPassword(Database &db, WriteContext &writer, const AdminAction &action,
                                 const QString &user, const QString &passwordHash)
{
    return replacePassword(db, writer, action, user, passwordHash, true);
}

Result<UserChange> setPassword(Database &db, WriteContext &writer, const AdminAction &action,
                               const QString &user, const QString &passwordHash)
{
    return replacePassword(db, writer, action, user, passwordHash, false);
}

Result<EndedSessions> endSessions(Database &db, WriteContext &writer, const AdminAction &action,
                                  const QString &user, SessionId session)
{
    if (!session.isNull())
        return endSession(db, writer, action, session);
    const auto target = findTarget(db, writer, action, user);
    if (!target)
        return target.error();
    const UserRef owner{target->user.id, target->user.username, target->user.alias};
    EndedSessions ended{owner, sessionsOf(db, owner.id, writer.now())};
    if (action.dryRun)
        return ended;
    db.exec("delete_sessions_of", {{"user", owner.id}, {"keep", SessionId()}});
    recordChange(db, writer, action, owner.username, withSessions(qint64(ended.sessions.size())),
                 withSessions(0));
    return ended;
}

} // namespace parlance::statements
