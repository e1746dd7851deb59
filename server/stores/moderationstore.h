// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "stores/storerole.h"

namespace parlance {

struct MuteUser
{
    /// Name or id.
    QString user = {};
    /// Name or id; empty: everywhere.
    QString room = {};
    /// Empty: no end.
    std::optional<Timestamp> until = {};
};

struct MuteQuery
{
    /// The last user and room of the previous page; null: the first page.
    UserId afterUser = {};
    RoomId afterRoom = {};
    int limit = 100;
};

struct MutePage
{
    QList<Mute> mutes = {};
    bool more = false;
};

/// What keeps users from writing. `user` and `room` are names or ids. The rules of AdminStore hold.
class ModerationStore : public StoreRole
{
public:
    /// Replaces a mute in the same place. RoomNotFound.
    virtual void muteUser(AdminAction action, MuteUser command, Callback<Mute> done) = 0;
    /// The mute that has ended. `room` is empty for everywhere. RoomNotFound; Conflict: there is no
    /// mute in this place.
    virtual void unmuteUser(AdminAction action, QString user, QString room,
                            Callback<Mute> done) = 0;
    /// Those that have not ended, ascending by user id and room id.
    virtual void listMutes(MuteQuery query, Callback<MutePage> done) = 0;
};

} // namespace parlance
