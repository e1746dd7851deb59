// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "stores/storerole.h"

#include <vector>

namespace parlance {

/// A room as administrators see it.
struct RoomDetails
{
    Room room = {};
    /// The name of its owner; may be empty.
    QString owner = {};
};

struct RoomDetailsQuery
{
    /// Part of the name, ignoring case; empty: all.
    QString search = {};
    /// The last name of the previous page; empty: the first page.
    QString after = {};
    int limit = 100;
};

struct RoomDetailsPage
{
    QList<RoomDetails> rooms = {};
    bool more = false;
};

/// A room that is gone, as it was.
struct RemovedRoom
{
    RoomDetails details = {};
    /// As in PurgedRoom.
    qint64 messages = 0;
};

/// A room whose older messages are gone.
struct PurgedRoom
{
    RoomDetails details = {};
    /// Their number; counted up to a million.
    qint64 messages = 0;
    /// The commit position of the purge; 0: nothing was older.
    qint64 position = 0;
};

/// A room with its new owner.
struct TransferredRoom
{
    RoomDetails details = {};
    /// The new owner and, if a member, the former one, with their roles.
    std::vector<Member> members = {};
};

/// Rooms as administrators see and change them. `room` is a name or an id. The rules of AdminStore
/// hold.
class AdminRoomStore : public StoreRole
{
public:
    /// RoomNotFound: also a direct conversation.
    virtual void findRoomDetails(QString room, Callback<RoomDetails> done) = 0;
    /// Public and private rooms, ascending by name. ValidationFailed: the search is too long.
    virtual void listRoomDetails(RoomDetailsQuery query, Callback<RoomDetailsPage> done) = 0;
    /// RoomNotFound; Conflict: it is so already. The room after the change.
    virtual void setFrozen(AdminAction action, QString room, bool frozen,
                           Callback<RoomDetails> done) = 0;
    /// RoomNotFound; Conflict: it is so already. 0 seconds: off.
    virtual void setSlowMode(AdminAction action, QString room, std::chrono::seconds seconds,
                             Callback<RoomDetails> done) = 0;
    /// RoomNotFound, UserNotFound, NotMember (the user), LimitReached (of rooms the user owns),
    /// Conflict (is the owner already). The former owner becomes a moderator.
    virtual void transferRoom(AdminAction action, QString room, QString user,
                              Callback<TransferredRoom> done) = 0;
    /// RoomNotFound. See RoomStore::deleteRoom().
    virtual void removeRoom(AdminAction action, QString room, Callback<RemovedRoom> done) = 0;
    /// RoomNotFound. Messages posted before this time are gone at once, for everybody; they are
    /// removed in batches afterwards. Counters do not fall. If the clock was set back between
    /// messages, some that are not older may go, and some that are may stay.
    virtual void purgeRoom(AdminAction action, QString room, Timestamp before,
                           Callback<PurgedRoom> done) = 0;
};

} // namespace parlance
