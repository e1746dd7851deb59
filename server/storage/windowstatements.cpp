// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/windowstatements.h"

#include "domain/validation.h"
#include "storage/adminroomstatements.h"
#include "storage/adminstatements.h"
#include "storage/rows.h"

#include <algorithm>

namespace parlance::statements {

namespace {

/// SQLite's LIMIT without a limit.
constexpr int allRows = -1;

/// What the statements are asked for. A column that they do not know is sorted here.
struct Asked
{
    int sort;
    bool descending;
    qint64 offset;
    int limit;
};

template <class Column>
Asked askedFor(Column sort, const WindowPlace &place, bool onlyLive)
{
    if (sort == Column::Live || onlyLive)
        return {int(sort == Column::Live ? Column::Name : sort),
                sort != Column::Live && place.descending, 0, allRows};
    return {int(sort), place.descending, std::max<qint64>(place.offset, 0),
            std::clamp(place.limit, 0, maxWindowRows)};
}

/// The window of `ids`, which are all that match.
template <class IdType>
QList<IdType> windowOf(QList<IdType> ids, const QHash<IdType, qint64> &live, bool isSorted,
                       const WindowPlace &place)
{
    if (isSorted) {
        const auto isBefore = [&](const IdType &one, const IdType &other) {
            const qint64 a = live.value(one);
            const qint64 b = live.value(other);
            if (a == b)
                return one < other;
            return place.descending ? a > b : a < b;
        };
        std::sort(ids.begin(), ids.end(), isBefore);
    }
    const qint64 offset = std::clamp<qint64>(place.offset, 0, ids.size());
    return ids.mid(offset, std::clamp(place.limit, 0, maxWindowRows));
}

RoomRow roomRow(Cursor &row)
{
    return {rows::roomDetails(row), row.integer(), row.optional(&Cursor::time)};
}

// With the right total, if the database does not know which rows are wanted.
template <class Query, class IdType>
QList<IdType> narrowed(QList<IdType> ids, const Query &query, bool sortsLive, qint64 &total)
{
    if (!sortsLive && !query.onlyLive)
        return ids;
    if (query.onlyLive)
        ids.removeIf([&query](const IdType &id) { return !query.live.contains(id); });
    total = ids.size();
    return windowOf(std::move(ids), query.live, sortsLive, query.place);
}

} // namespace

Result<UserWindow> userWindow(Database &db, const Limits &, const UserWindowQuery &query,
                              Timestamp now)
{
    const auto search = validSearch(query.search, longestSearch);
    if (!search)
        return search.error();
    const bool sortsLive = query.sort == UserColumn::Live;
    const Asked asked = askedFor(query.sort, query.place, query.onlyLive);
    const Bind text{"search", *search};
    const Bind id{"id", UserId::fromHex(query.search.trimmed())};
    const Bind state{"state", query.state ? int(*query.state) : -1};
    const Bind role{"role", query.role ? int(*query.role) : -1};
    const Bind time{"now", now};
    const auto ids = rows::all(db.query("list_user_places", {text,
                                                             id,
                                                             state,
                                                             role,
                                                             time,
                                                             {"sort", asked.sort},
                                                             {"descending", asked.descending},
                                                             {"offset", asked.offset},
                                                             {"limit", asked.limit}}),
                               rows::id<UserId>);
    UserWindow window;
    if (asked.limit != allRows)
        window.total = db.number("count_user_places", {text, id, state, role, time});
    for (const UserId &each : narrowed(ids, query, sortsLive, window.total)) {
        auto found = rows::first(db.query("find_user_details", {{"id", each}, {"now", now}}),
                                 rows::userDetails);
        if (!found)
            continue;
        found->status = statusAt(found->status, now);
        window.users.append(*found);
    }
    return window;
}

Result<RoomWindow> roomWindow(Database &db, const Limits &, const RoomWindowQuery &query)
{
    const auto search = validSearch(query.search, longestSearch);
    if (!search)
        return search.error();
    const bool sortsLive = query.sort == RoomColumn::Live;
    const Asked asked = askedFor(query.sort, query.place, query.onlyLive);
    const Bind text{"search", *search};
    const Bind id{"id", RoomId::fromHex(query.search.trimmed())};
    const Bind kind{"kind", query.kind ? int(*query.kind) : -1};
    const Bind frozen{"frozen", query.frozen ? int(*query.frozen) : -1};
    const auto ids = rows::all(db.query("list_room_places", {text,
                                                             id,
                                                             kind,
                                                             frozen,
                                                             {"sort", asked.sort},
                                                             {"descending", asked.descending},
                                                             {"offset", asked.offset},
                                                             {"limit", asked.limit}}),
                               rows::id<RoomId>);
    RoomWindow window;
    if (asked.limit != allRows)
        window.total = db.number("count_room_places", {text, id, kind, frozen});
    for (const RoomId &each : narrowed(ids, query, sortsLive, window.total)) {
        if (const auto found = rows::first(db.query("find_room_row", {{"room", each}}), roomRow))
            window.rooms.append(*found);
    }
    return window;
}

} // namespace parlance::statements
