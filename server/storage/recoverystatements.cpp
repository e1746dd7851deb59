// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/recoverystatements.h"

#include "storage/access.h"
#include "storage/answerbudget.h"
#include "storage/counters.h"
#include "storage/messagestatements.h"
#include "storage/purgestatements.h"
#include "storage/rows.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

// --- resume

Result<void> mayResume(Database &db, UserId viewer, const ResumeRooms::Place &place)
{
    const auto access = accessTo(db, place.roomId, viewer);
    if (!access)
        return access.error();
    if (!access->role)
        return ErrorCode::NotMember;
    return {};
}

Result<ChangePage> resumeRoom(Database &db, UserId viewer, const ResumeRooms::Place &place,
                              int limit, AnswerBudget &budget)
{
    if (const auto allowed = mayResume(db, viewer, place); !allowed)
        return allowed.error();
    const qint64 counter = db.number("find_room_counter", {{"room", place.roomId}});
    if (place.since > counter)
        return ErrorCode::ReloadRequired;
    if (budget.isSpent())
        return ChangePage{{}, place.since, counter > place.since, purgedSeq(db, place.roomId)};
    return changesOf(db, place.roomId, place.since, limit, budget);
}

// --- recovery

enum class Walk { Posts, Changes };

Cursor startWalk(Database &db, Walk walk, RoomId room, qint64 limit)
{
    const Bind floor{"floor", purgedSeq(db, room)};
    return walk == Walk::Posts
               ? db.query("list_posts_backwards", {{"room", room}, floor, {"limit", limit}})
               : db.query("list_changes_backwards", {{"room", room}, floor, {"limit", limit}});
}

// Adds what `walk` finds in the room after `since`, newest first. Stops at the first older one, so
// that it reads no more than it finds; within a room, positions are ascending like the counter.
// Messages posted after `since` are found with the posts, even if they were changed. False: it
// exceeds the budget. The limit does not cut off anything that fits: a walk returns each message
// once.
bool addMissed(Database &db, Walk walk, RoomId room, qint64 since, AnswerBudget &budget,
               MissedChanges &missed, qint64 limit)
{
    Cursor rows = startWalk(db, walk, room, limit + 1);
    while (rows.next()) {
        auto [message, postedAt] = rows::postedMessage(rows);
        const bool isNew = postedAt > since;
        if (walk == Walk::Posts ? !isNew : message.position <= since)
            return true;
        if (walk == Walk::Changes && isNew)
            continue;
        if (!budget.take(message))
            return false;
        missed.messages.append({std::move(message), isNew});
    }
    return true;
}

void sortByPosition(QList<MissedMessage> &messages)
{
    std::sort(messages.begin(), messages.end(),
              [](const auto &a, const auto &b) { return a.message.position < b.message.position; });
}

} // namespace

Result<QList<ResumedRoom>> resumeRooms(Database &db, const Limits &limits, UserId viewer,
                                       const ResumeRooms &query)
{
    AnswerBudget budget{limits.resumedMessages, limits.missedBytes};
    QList<ResumedRoom> rooms;
    for (const auto &place : query.places)
        rooms.append({place.roomId, resumeRoom(db, viewer, place, limits.pageSize, budget)});
    return rooms;
}

Result<MissedChanges> listMissed(Database &db, const Limits &limits, UserId user, qint64 since)
{
    MissedChanges missed;
    missed.until = storedPosition(db);
    if (since < 0 || since > missed.until)
        return ErrorCode::ReloadRequired;
    // What was purged has no events of its own, so the client has to read its rooms anew.
    if (db.exists("has_newer_purge", {{"user", user}, {"since", since}}))
        return ErrorCode::ReloadRequired;
    AnswerBudget budget{limits.recoveredMessages, limits.missedBytes};
    const auto rooms = rows::all(
        db.query("list_rooms_with_news", {{"user", user}, {"since", since}}), rows::id<RoomId>);
    for (const RoomId &room : rooms) {
        for (const Walk walk : {Walk::Posts, Walk::Changes}) {
            if (!addMissed(db, walk, room, since, budget, missed, limits.recoveredMessages))
                return Error::of(ErrorCode::ReloadRequired, u"Too much was missed, load it anew"_s);
        }
    }
    sortByPosition(missed.messages);
    return missed;
}

Result<qint64> lastPosition(Database &db, const Limits &)
{
    return storedPosition(db);
}

} // namespace parlance::statements
