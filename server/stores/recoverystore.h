// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commands.h"
#include "domain/model.h"
#include "stores/storerole.h"

namespace parlance {

/// What a disconnected client has missed. See StoreRole for the rules of every call.
class RecoveryStore : public StoreRole
{
public:
    /// One entry for each requested room, in the order of `query`. A room returns a page at most,
    /// all of them together Limits::resumedMessages; a room whose changes are incomplete sets
    /// `more`.
    virtual void resumeRooms(UserId viewer, ResumeRooms query,
                             Callback<QList<ResumedRoom>> done) = 0;
    /// The complete messages posted, edited or deleted after the commit position `since` in the
    /// rooms of which `user` is a member now. ReloadRequired: there is no such position here (it is
    /// from another database, or this one is an older copy), or there are more than
    /// Limits::recoveredMessages. After a restore from a backup, positions of the lost changes
    /// become valid again once the new ones reach them: they cannot be distinguished. The cost
    /// depends on the size of the answer and the number of rooms, not on how much was stored since.
    virtual void listMissed(UserId user, qint64 since, Callback<MissedChanges> done) = 0;
    /// The commit position of the last stored change.
    virtual void lastPosition(Callback<qint64> done) = 0;
};

} // namespace parlance
