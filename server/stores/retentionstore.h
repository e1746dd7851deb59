// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stores/adminroomstore.h"

namespace parlance {

/// Messages are older than the retention when they were posted before this many days, counted from
/// the last midnight (UTC): so what goes, goes once a day.
struct RetentionQuery
{
    /// Of rooms without a value of their own; 0: for ever.
    int days = 0;
    /// Rooms after this id.
    RoomId after = {};
};

/// What of some rooms goes, or has gone.
struct RetentionStep
{
    /// Each lost messages. Only by purgeExpired().
    std::vector<PurgedRoom> purged = {};
    int rooms = 0;
    /// Deleted ones included; at least, if a room has more than a million.
    qint64 messages = 0;
    /// When the oldest of them was posted.
    std::optional<Timestamp> oldest = {};
    /// The next step continues after this room; empty: there are no more.
    std::optional<RoomId> next = {};
};

/// The retention of a room.
struct RoomRetention
{
    RoomDetails details = {};
    /// Empty: that of the server; 0: for ever.
    std::optional<int> days = {};
    std::optional<int> before = {};
    /// What is older than that now.
    qint64 messages = 0;
    std::optional<Timestamp> oldest = {};
};

/// How long messages stay. The rules of AdminStore hold.
class RetentionStore : public StoreRole
{
public:
    /// Sets or (empty) clears the value of a public or private room. `serverDays`: that of the
    /// server. RoomNotFound; Conflict: it is so already.
    virtual void setRetention(AdminAction action, QString room, std::optional<int> days,
                              int serverDays, Callback<RoomRetention> done) = 0;
    /// Rooms with a value of their own; at most 100, by id.
    virtual void listRetentions(Callback<QList<RoomRetention>> done) = 0;
    /// What purgeExpired() would do, in steps of some rooms, direct conversations included.
    virtual void countExpired(RetentionQuery query, Callback<RetentionStep> done) = 0;
    /// Hides what is older at once, as AdminRoomStore::purgeRoom() does, in steps of some rooms.
    virtual void purgeExpired(RetentionQuery query, Callback<RetentionStep> done) = 0;
};

} // namespace parlance
