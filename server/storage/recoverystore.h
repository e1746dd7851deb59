// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commands.h"
#include "domain/model.h"
#include "storage/storerole.h"

namespace parlance {

/// What a client that was away has missed. See StoreRole for what holds of every call.
class RecoveryStore : public StoreRole
{
public:
    /// One entry for each place, in the order of `query`. A room answers a page at most, all of
    /// them together Limits::resumedMessages; a room that got fewer says so with `more`.
    virtual void resumeRooms(UserId viewer, ResumeRooms query,
                             Callback<QList<ResumedRoom>> done) = 0;
    /// What was posted, edited or deleted after the commit position `since` in the rooms of which
    /// `user` is a member now, whole. ReloadRequired: there is no such position here (it is another
    /// database's, or this one is an older copy of it), or it is more than
    /// Limits::recoveredMessages. Of a database that went back to a backup, positions of the lost
    /// future count again once it has come that far anew: they cannot be told apart. Costs what it
    /// answers and a look at each room, however much the server has stored since.
    virtual void listMissed(UserId user, qint64 since, Callback<MissedChanges> done) = 0;
    /// The commit position of the last stored change.
    virtual void lastPosition(Callback<qint64> done) = 0;
};

} // namespace parlance
