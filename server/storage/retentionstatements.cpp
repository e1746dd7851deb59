// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/retentionstatements.h"

#include "storage/adminactionstatements.h"
#include "storage/adminroomstatements.h"
#include "storage/auditstatements.h"
#include "storage/purgestatements.h"
#include "storage/rows.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

// In one step: each needs some twenty look-ups.
constexpr int StepRooms = 50;
// A step that has counted so many messages ends, so that the writer's callers do not wait long.
constexpr qint64 StepMessages = 100'000;

struct Candidate
{
    RoomId room;
    int days = 0;
    qint64 purgedSeq = 0;
};

Candidate candidate(Cursor &row)
{
    return Candidate{row.id<RoomId>(), int(row.integer()), row.integer()};
}

struct Expired
{
    /// The last message that goes.
    qint64 last = 0;
    qint64 messages = 0;
    std::optional<Timestamp> oldest = {};
};

Timestamp horizon(Timestamp now, int days)
{
    return std::chrono::floor<std::chrono::days>(now) - std::chrono::days(days);
}

Expired expiredIn(Database &db, RoomId room, qint64 purgedSeq, qint64 lastSeq, Timestamp before)
{
    const qint64 last = lastBefore(db, room, purgedSeq, lastSeq, before);
    Expired expired{last, messagesBetween(db, room, purgedSeq, last)};
    if (expired.messages > 0)
        expired.oldest =
            rows::first(db.query("find_first_message_time", {{"room", room}, {"floor", purgedSeq}}),
                        rows::time);
    return expired;
}

void addTo(RetentionStep &step, const Expired &expired)
{
    ++step.rooms;
    step.messages += expired.messages;
    if (expired.oldest && (!step.oldest || *expired.oldest < *step.oldest))
        step.oldest = expired.oldest;
}

QList<Candidate> candidates(Database &db, const RetentionQuery &query)
{
    // A null id comes before every other.
    if (query.days == 0)
        return rows::all(
            db.query("list_own_rooms_to_expire", {{"after", query.after}, {"limit", StepRooms}}),
            candidate);
    return rows::all(db.query("list_rooms_to_expire",
                              {{"after", query.after}, {"days", query.days}, {"limit", StepRooms}}),
                     candidate);
}

// Runs `expire` on every candidate, until it has done enough.
template <class Expire>
RetentionStep walk(Database &db, const RetentionQuery &query, Expire expire)
{
    RetentionStep step;
    const QList<Candidate> rooms = candidates(db, query);
    for (qsizetype i = 0; i < rooms.size(); ++i) {
        expire(step, rooms[i]);
        const bool isLast = i + 1 == rooms.size();
        if ((isLast && rooms.size() == StepRooms) || (!isLast && step.messages >= StepMessages)) {
            step.next = rooms[i].room;
            break;
        }
    }
    return step;
}

std::optional<int> retentionOf(Database &db, RoomId room)
{
    Cursor row = db.query("find_retention", {{"room", room}});
    if (!row.next() || row.isNull())
        return std::nullopt;
    return int(row.integer());
}

QJsonObject toJson(std::optional<int> days)
{
    return {{u"retentionDays"_s, days ? QJsonValue(*days) : QJsonValue()}};
}

RoomRetention retention(Cursor &row)
{
    RoomRetention retention;
    retention.details.room.id = row.id<RoomId>();
    retention.days = int(row.integer());
    return retention;
}

} // namespace

Result<RoomRetention> setRetention(Database &db, WriteContext &writer, const AdminAction &action,
                                   const QString &room, std::optional<int> days, int serverDays)
{
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    const auto found = findRoomDetails(db, writer.limits, room);
    if (!found)
        return found.error();
    const Room &changed = found->room;
    RoomRetention retention{*found, days, retentionOf(db, changed.id)};
    if (retention.before == days)
        return Error::of(ErrorCode::Conflict, u"The room has this retention already"_s);
    if (const int effective = days.value_or(serverDays); effective > 0) {
        const Expired expired =
            expiredIn(db, changed.id, changed.purgedSeq, writer.counters.seq(db, changed.id),
                      horizon(writer.now(), effective));
        retention.messages = expired.messages;
        retention.oldest = expired.oldest;
    }
    if (action.dryRun)
        return retention;
    db.exec("update_room_retention", {{"room", changed.id}, {"days", days}});
    recordChange(db, writer, action, changed.name, toJson(retention.before), toJson(days));
    return retention;
}

Result<QList<RoomRetention>> listRetentions(Database &db, const Limits &limits)
{
    QList<RoomRetention> list = rows::all(db.query("list_room_retentions"), retention);
    for (RoomRetention &each : list) {
        if (const auto found = findRoomDetails(db, limits, each.details.room.id.toString()))
            each.details = *found;
    }
    return list;
}

Result<RetentionStep> countExpired(Database &db, const Limits &, const RetentionQuery &query,
                                   Timestamp now)
{
    return walk(db, query, [&](RetentionStep &step, const Candidate &each) {
        const qint64 last = db.number("find_room_counter", {{"room", each.room}});
        const Expired expired =
            expiredIn(db, each.room, each.purgedSeq, last, horizon(now, each.days));
        if (expired.messages > 0)
            addTo(step, expired);
    });
}

Result<RetentionStep> purgeExpired(Database &db, WriteContext &writer, const RetentionQuery &query)
{
    return walk(db, query, [&](RetentionStep &step, const Candidate &each) {
        const qint64 counter = writer.counters.seq(db, each.room);
        const Expired expired =
            expiredIn(db, each.room, each.purgedSeq, counter, horizon(writer.now(), each.days));
        if (expired.messages == 0)
            return;
        addTo(step, expired);
        PurgedRoom purged;
        purged.details.room.id = each.room;
        purged.messages = expired.messages;
        hideMessages(db, writer, purged, expired.last);
        step.purged.push_back(purged);
    });
}

} // namespace parlance::statements
