// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "stores/storerole.h"

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
};

} // namespace parlance
