// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stores/adminroomstore.h"
#include "stores/adminstore.h"

#include <QHash>

namespace parlance {

/// How many rows a window may have.
inline constexpr int maxWindowRows = 500;
/// Of what is searched for: longer than any name, e-mail address or phone number.
inline constexpr int longestSearch = 254;

/// The columns that a window of users can be sorted by. The numbers are those of
/// list_user_places.sql.
enum class UserColumn {
    Name,
    /// The e-mail address, else the phone number.
    Contact,
    /// By rank.
    Role,
    State,
    LastSeen,
    Rooms,
    Sessions,
    Created,
    /// UserWindowQuery::live
    Live
};

/// The same of rooms, and list_room_places.sql.
enum class RoomColumn {
    Name,
    Kind,
    Owner,
    Members,
    Messages,
    Created,
    LastMessage,
    SlowMode,
    Frozen,
    /// RoomWindowQuery::live
    Live
};

/// Which rows of a sorted table are wanted.
struct WindowPlace
{
    bool descending = false;
    qint64 offset = 0;
    /// At most maxWindowRows.
    int limit = 100;
};

struct UserWindowQuery
{
    UserColumn sort = UserColumn::Name;
    WindowPlace place = {};
    /// Part of the name, e-mail address or phone number, ignoring case, or a whole id; empty: all.
    QString search = {};
    std::optional<AccountState> state = {};
    std::optional<ServerRole> role = {};
    /// What the database does not know, for UserColumn::Live: 0 for those that are missing.
    QHash<UserId, qint64> live = {};
    /// Only those that are in `live`.
    bool onlyLive = false;
};

struct UserWindow
{
    /// Of the rows that match, whatever the window.
    qint64 total = 0;
    QList<UserDetails> users = {};
};

struct RoomWindowQuery
{
    RoomColumn sort = RoomColumn::Name;
    WindowPlace place = {};
    /// Part of the name, ignoring case, or a whole id; empty: all.
    QString search = {};
    /// Never Direct.
    std::optional<RoomKind> kind = {};
    std::optional<bool> frozen = {};
    /// As in UserWindowQuery.
    QHash<RoomId, qint64> live = {};
    bool onlyLive = false;
};

/// A room with what is counted of its messages.
struct RoomRow
{
    RoomDetails details = {};
    /// Also those deleted, which leave an empty place; not those purged.
    qint64 messages = 0;
    std::optional<Timestamp> lastMessageAt = {};
};

struct RoomWindow
{
    qint64 total = 0;
    QList<RoomRow> rooms = {};
};

/// Windows into the large tables, sorted and filtered, as administrators scroll in them. Each reads
/// its table once (100,000 users: up to half a second), so the caller paces it. Rows without a
/// value in the column come last in either direction; equal ones are ascending by id. See
/// StoreRole for the rules of every call. ValidationFailed: the search is too long.
class WindowStore : public StoreRole
{
public:
    virtual void userWindow(UserWindowQuery query, Callback<UserWindow> done) = 0;
    /// Public and private rooms.
    virtual void roomWindow(RoomWindowQuery query, Callback<RoomWindow> done) = 0;
};

} // namespace parlance
