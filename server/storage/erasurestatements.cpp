// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/erasurestatements.h"

#include "storage/access.h"
#include "storage/adminactionstatements.h"
#include "storage/auditstatements.h"
#include "storage/membershipstatements.h"
#include "storage/roomstatements.h"
#include "storage/rows.h"

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

// One step empties at most so many rows, and looks at so many: the messages have no index by
// author. Other writers wait for one step at most.
constexpr int EmptiedRows = 200;
constexpr qint64 EmptiedPositions = 5000;
// The same for a reading thread.
constexpr qint64 CountedPositions = 50'000;

LeftRoom leftRoom(Cursor &row)
{
    LeftRoom left;
    left.room = row.id<RoomId>();
    left.kind = row.value<RoomKind>();
    left.owned = row.value<RoomRole>() == RoomRole::Owner;
    const bool isPermanent = row.flag();
    const bool isLast = row.integer() <= 1;
    left.deleted = left.kind != RoomKind::Direct && isLast && !isPermanent;
    return left;
}

std::vector<LeftRoom> roomsToLeave(Database &db, UserId user)
{
    const auto found = rows::all(db.query("list_joined_rooms", {{"user", user}}), leftRoom);
    return {found.begin(), found.end()};
}

// Looks at all members of each of these rooms.
void findHeirs(Database &db, std::vector<LeftRoom> &rooms, UserId owner)
{
    for (LeftRoom &left : rooms) {
        if (!left.owned || left.deleted)
            continue;
        left.heir = rows::first(db.query("find_heir", {{"room", left.room}, {"owner", owner}}),
                                rows::member);
        if (left.heir)
            left.heir->role = RoomRole::Owner;
    }
}

void leave(Database &db, WriteContext &writer, const LeftRoom &left, const UserRef &user)
{
    if (left.kind == RoomKind::Direct)
        return;
    if (left.deleted)
        return removeRoom(db, writer, left.room);
    if (left.heir)
        handOver(db, writer, left.room, *left.heir, Member{user, RoomRole::Owner, {}});
    removeMembership(db, writer, left.room, user.id);
}

// What moderators did stays, and the log says who it was.
void forgetModerator(Database &db, const QString &name)
{
    for (const char *statement :
         {"forget_creator_of_mutes", "forget_creator_of_room_bans",
          "forget_creator_of_address_bans", "forget_creator_of_invitation_links",
          "forget_resolver_of_reports"})
        db.exec(statement, {{"name", name}, {"shown", erasedName()}});
}

void eraseRow(Database &db, UserId id, const std::optional<Timestamp> &messagesErasedAt)
{
    // No name has a key with a capital letter.
    const QString key = erasedName() + u" ID"_s + id.toString();
    db.exec("erase_user", {{"id", id},
                           {"username", erasedName()},
                           {"username_key", key},
                           {"messages_erased_at", messagesErasedAt}});
}

QJsonObject stateOf(AccountState state)
{
    return {{u"state"_s, stateName(state)}};
}

// By the id and the name at that time: the log is the only place that still knows it.
void record(Database &db, WriteContext &writer, const AdminAction &action, const ErasedUser &erased)
{
    QJsonObject before = stateOf(erased.status.state);
    before.insert(u"id"_s, erased.user.id.toString());
    before.insert(u"sessions"_s, erased.sessions);
    recordChange(db, writer, action, erased.user.username, before, stateOf(AccountState::Erased));
}

struct Work
{
    UserId user;
    qint64 position = 0;
    qint64 last = 0;
};

Work work(Cursor &row)
{
    return Work{row.id<UserId>(), row.integer(), row.integer()};
}

struct Emptied
{
    qint64 position = 0;
    MessageId id;
    RoomId room;
};

Emptied emptied(Cursor &row)
{
    return Emptied{row.integer(), row.id<MessageId>(), row.id<RoomId>()};
}

// As if the author had deleted it: whoever was away learns it from the changes of the room.
void empty(Database &db, WriteContext &writer, const Emptied &message)
{
    const Change change = writer.counters.next(db, message.room);
    db.exec("delete_message", {{"id", message.id},
                               {"now", writer.now()},
                               {"changed_seq", change.seq},
                               {"changed_position", change.position}});
    db.exec("forget_undelivered_in", {{"room", message.room}, {"position", message.position}});
}

} // namespace

Result<ErasedUser> eraseUser(Database &db, WriteContext &writer, const AdminAction &action,
                             const QString &user, bool deletesMessages)
{
    const auto target = findOther(db, writer, action, user);
    if (!target)
        return target.error();
    const Timestamp now = writer.now();
    if (const auto remaining = checkRemaining(db, *target, now); !remaining)
        return remaining.error();
    const UserId id = target->user.id;
    ErasedUser erased{target->user, target->status};
    erased.sessions =
        qint64(rows::all(db.query("list_session_ids_of", {{"user", id}, {"now", now}}),
                         rows::id<SessionId>)
                   .size());
    erased.rooms = roomsToLeave(db, id);
    if (action.dryRun)
        return erased;
    findHeirs(db, erased.rooms, id);
    for (const LeftRoom &left : erased.rooms)
        leave(db, writer, left, {id, target->user.username, target->user.alias});
    db.exec("disown_rooms_of", {{"user", id}});
    db.exec("delete_sessions_of", {{"user", id}, {"keep", SessionId()}});
    db.exec("delete_invitations_to", {{"user", id}});
    db.exec("delete_mutes_of", {{"user", id}});
    db.exec("delete_room_bans_of", {{"user", id}});
    db.exec("delete_reports_about", {{"user", id}});
    db.exec("empty_reports_by", {{"user", id}});
    db.exec("delete_undelivered_of", {{"user", id}});
    forgetModerator(db, erased.user.username);
    eraseRow(db, id, deletesMessages ? std::optional(now) : std::nullopt);
    if (deletesMessages)
        db.exec("insert_message_erasure", {{"user", id}, {"last", writer.counters.position(db)}});
    record(db, writer, action, erased);
    return erased;
}

Result<UserChange> rejectUser(Database &db, WriteContext &writer, const AdminAction &action,
                              const QString &user)
{
    const auto target = findOther(db, writer, action, user);
    if (!target)
        return target.error();
    const AccountState state = target->status.state;
    if (state != AccountState::Pending)
        return Error::of(ErrorCode::Conflict, u"The account is "_s + stateName(state));
    const auto erased = eraseUser(db, writer, action, target->user.id.toString(), false);
    return erased ? Result<UserChange>(UserChange{erased->user}) : erased.error();
}

Result<bool> eraseMessages(Database &db, WriteContext &writer)
{
    const auto next = rows::first(db.query("find_message_erasure"), work);
    if (!next)
        return false;
    const qint64 end = std::min(next->last, next->position + EmptiedPositions);
    const QList<Emptied> found =
        rows::all(db.query("list_messages_to_empty", {{"after", next->position},
                                                      {"last", end},
                                                      {"author", next->user},
                                                      {"limit", EmptiedRows}}),
                  emptied);
    for (const Emptied &message : found)
        empty(db, writer, message);
    const qint64 done = found.size() < EmptiedRows ? end : found.last().position;
    if (done >= next->last)
        db.exec("delete_message_erasure", {{"user", next->user}});
    else
        db.exec("update_message_erasure", {{"user", next->user}, {"position", done}});
    return true;
}

Result<MessageCount> countMessages(Database &db, const Limits &, UserId user, qint64 after)
{
    const qint64 end = after + CountedPositions;
    MessageCount count;
    count.messages =
        db.number("count_messages_of", {{"author", user}, {"after", after}, {"last", end}});
    if (end < storedPosition(db))
        count.next = end;
    return count;
}

} // namespace parlance::statements
