// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "domain/roommoderation.h"
#include "stores/adminroomstore.h"
#include "stores/storerole.h"

namespace parlance {

struct KickedMember
{
    RoomDetails details = {};
    UserRef user = {};
};

struct BanFromRoom
{
    /// Name or id, both.
    QString room = {};
    QString user = {};
    /// Empty: no end.
    std::optional<Timestamp> until = {};
};

struct RoomBanChange
{
    RoomBan ban = {};
    /// The membership ended with it.
    bool wasMember = false;
};

struct RoomBanQuery
{
    /// Name or id.
    QString room = {};
    /// The last user of the previous page; null: the first page.
    UserId after = {};
    int limit = 100;
};

struct RoomBanPage
{
    QList<RoomBan> bans = {};
    bool more = false;
};

/// Who is removed from a room, or kept out of it. `room` and `user` are names or ids. The rules of
/// AdminStore hold. Every change may answer RoomNotFound, and Conflict (the user owns the room).
class RoomBanStore : public StoreRole
{
public:
    /// The user may come back as the room allows. NotMember.
    virtual void kickFromRoom(AdminAction action, QString room, QString user,
                              Callback<KickedMember> done) = 0;
    /// Ends the membership and an invitation, and replaces a ban that there is.
    virtual void banFromRoom(AdminAction action, BanFromRoom command,
                             Callback<RoomBanChange> done) = 0;
    /// The ban that has ended. Conflict: there is none.
    virtual void unbanFromRoom(AdminAction action, QString room, QString user,
                               Callback<RoomBanChange> done) = 0;
    /// Those that have not ended, ascending by user id.
    virtual void listRoomBans(RoomBanQuery query, Callback<RoomBanPage> done) = 0;
};

} // namespace parlance
