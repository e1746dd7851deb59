// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/serverstatements.h"

#include "storage/access.h"
#include "storage/accountstatements.h"
#include "storage/adminactionstatements.h"
#include "storage/auditstatements.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

bool lockedDownNow(Database &db)
{
    return db.number("find_lockdown") != 0;
}

QJsonObject toJson(bool lockedDown)
{
    return {{u"lockedDown"_s, lockedDown}};
}

} // namespace

Result<void> mustNotBeLockedDown(Database &db)
{
    return lockedDownNow(db) ? Result<void>(ErrorCode::LockedDown) : Result<void>();
}

Result<void> mayMakeRoom(Database &db, const Limits &limits, UserId user)
{
    if (!lockedDownNow(db))
        return mustNotBeErased(db, user);
    const auto maker = findUser(db, limits, user);
    const bool isPlain = !maker || maker->role == ServerRole::User;
    return isPlain ? Result<void>(ErrorCode::LockedDown) : Result<void>();
}

Result<bool> isLockedDown(Database &db, const Limits &)
{
    return lockedDownNow(db);
}

Result<bool> setLockedDown(Database &db, WriteContext &writer, const AdminAction &action,
                           bool lockedDown)
{
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    if (lockedDownNow(db) == lockedDown)
        return Error::of(ErrorCode::Conflict, lockedDown ? u"The server is locked down already"_s
                                                         : u"The server is not locked down"_s);
    if (action.dryRun)
        return lockedDown;
    db.exec("update_lockdown", {{"locked_down", lockedDown}});
    recordChange(db, writer, action, {}, toJson(!lockedDown), toJson(lockedDown));
    return lockedDown;
}

Result<StoreSize> measure(Database &db, const Limits &)
{
    return StoreSize{db.number("count_accounts"), db.number("count_rooms"),
                     db.number("measure_database"), db.number("find_schema_version")};
}

} // namespace parlance::statements
