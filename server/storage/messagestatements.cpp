// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/messagestatements.h"

#include "storage/access.h"
#include "storage/inserts.h"
#include "storage/mutestatements.h"
#include "storage/purgestatements.h"
#include "storage/roomstatements.h"
#include "storage/rows.h"
#include "storage/serverstatements.h"
#include "storage/slowmodestatements.h"

#include <limits>

namespace parlance::statements {

namespace {

struct Membership
{
    /// The two users of a direct conversation; empty for a room.
    QByteArray parties;
    Access access;
    /// In any room, or everywhere.
    bool mutedSomewhere = false;
};

/// What a post that is allowed needs.
struct Permit
{
    /// The other user of a direct conversation.
    std::optional<UserRef> recipient = {};
    /// Slow mode is in force for the author.
    bool isSlowed = false;
};

Membership membership(Cursor &row)
{
    Membership found{row.bytes(), {}};
    found.access.role = row.value<RoomRole>();
    found.access.frozen = row.flag();
    found.access.slowMode = std::chrono::seconds(row.integer());
    found.mutedSomewhere = row.flag();
    return found;
}

// The author may write in the room, unless slow mode says to wait.
Result<Permit> afterSlowMode(Database &db, const NewMessage &message, const Access &access,
                             Timestamp now)
{
    const bool isSlowed = access.isSlowed();
    if (isSlowed) {
        const auto ready =
            mustHaveWaited(db, message.roomId, message.author.id, access.slowMode, now);
        if (!ready)
            return ready.error();
    }
    return Permit{{}, isSlowed};
}

Result<Permit> mayPostAsStranger(Database &db, const NewMessage &message, Timestamp now)
{
    const auto access = accessTo(db, message.roomId, message.author.id);
    if (!access)
        return access.error();
    if (access->kind != RoomKind::Public || !message.withoutJoining)
        return ErrorCode::NotMember;
    if (const auto open = mustNotBeLockedDown(db); !open)
        return open.error();
    if (const auto there = mustNotBeErased(db, message.author.id); !there)
        return there.error();
    if (!access->mayWrite())
        return ErrorCode::RoomFrozen;
    if (const auto heard = mustNotBeMuted(db, message.author.id, message.roomId, now); !heard)
        return heard.error();
    return afterSlowMode(db, message, *access, now);
}

// Members are found with one look-up; the rest determines the error.
Result<Permit> mayPost(Database &db, const NewMessage &message, Timestamp now)
{
    const UserId author = message.author.id;
    const auto member = rows::first(
        db.query("is_member", {{"room", message.roomId}, {"user", author}}), membership);
    if (!member)
        return mayPostAsStranger(db, message, now);
    if (!member->access.mayWrite())
        return ErrorCode::RoomFrozen;
    if (member->mutedSomewhere) {
        if (const auto heard = mustNotBeMuted(db, author, message.roomId, now); !heard)
            return heard.error();
    }
    const QByteArray &parties = member->parties;
    if (parties.isEmpty())
        return afterSlowMode(db, message, member->access, now);
    const auto first = UserId::fromBytes(parties.left(RawId::Size));
    const auto other = first == author ? UserId::fromBytes(parties.mid(RawId::Size)) : first;
    // Memberships of direct conversations outlive an account.
    if (const auto there = mustNotBeErased(db, author); !there)
        return there.error();
    const auto recipient =
        rows::first(db.query("find_listed_user", {{"id", other}}), rows::userRef);
    // What was said to an erased user stays, but nobody is there any more.
    return recipient ? Result<Permit>(Permit{recipient}) : ErrorCode::UserNotFound;
}

std::optional<Message> findByClientId(Database &db, const NewMessage &message)
{
    return rows::first(db.query("find_message_by_client_id", {{"author", message.author.id},
                                                              {"room", message.roomId},
                                                              {"client_id", message.clientId}}),
                       rows::message);
}

// A retry of a message that was stored before its author was muted or banned, the room frozen, the
// server locked down or the recipient erased, or that slow mode counts itself: it must not look as
// if it had failed.
std::optional<Message> findStoredBefore(Database &db, const NewMessage &message, ErrorCode refusal,
                                        Timestamp now)
{
    const bool isLaterRefusal =
        refusal == ErrorCode::RoomFrozen || refusal == ErrorCode::Muted ||
        refusal == ErrorCode::BannedFromRoom || refusal == ErrorCode::LockedDown ||
        refusal == ErrorCode::UserNotFound || refusal == ErrorCode::RateLimited;
    if (message.clientId.isEmpty() || !isLaterRefusal)
        return std::nullopt;
    auto stored = findByClientId(db, message);
    return stored && stored->createdAt > now - ClientIdLifetime ? std::move(stored) : std::nullopt;
}

// The message already stored under the client id. If there is none, the id is stored for the
// message with the next position.
std::optional<Message> findRepeated(Database &db, WriteContext &writer, const NewMessage &message,
                                    Timestamp now)
{
    const qint64 claimed =
        db.exec("claim_client_id", {{"author", message.author.id},
                                    {"room", message.roomId},
                                    {"client_id", message.clientId},
                                    {"position", writer.counters.position(db) + 1},
                                    {"now", now},
                                    {"expired", now - ClientIdLifetime}});
    if (claimed > 0)
        return std::nullopt;
    return findByClientId(db, message);
}

Message insertMessage(Database &db, WriteContext &writer, const NewMessage &message,
                      const std::optional<UserRef> &recipient, Timestamp now)
{
    const Change change = writer.counters.next(db, message.roomId);
    Message stored{writer.newId<MessageId>(now),
                   message.roomId,
                   change.seq,
                   change.seq,
                   change.position,
                   message.author,
                   message.text,
                   now,
                   {},
                   {},
                   recipient};
    inserts::message(db, stored);
    return stored;
}

MessagePage readPage(Database &db, const ListMessages &query, int limit, AnswerBudget budget)
{
    MessagePage page;
    const qint64 floor = purgedSeq(db, query.roomId);
    // One row more than the page tells that there are more.
    if (query.after && !query.before) {
        page.more =
            readWithin(budget, limit,
                       db.query("list_messages_after", {{"room", query.roomId},
                                                        {"after", std::max(*query.after, floor)},
                                                        {"limit", limit + 1}}),
                       page.messages);
        return page;
    }
    const qint64 before = query.before.value_or(std::numeric_limits<qint64>::max());
    page.more = readWithin(
        budget, limit,
        db.query(
            "list_messages_before",
            {{"room", query.roomId}, {"before", before}, {"floor", floor}, {"limit", limit + 1}}),
        page.messages);
    std::reverse(page.messages.begin(), page.messages.end());
    return page;
}

struct Changeable
{
    Message message;
    Access access;
};

// The message, if the actor may change it.
Result<Changeable> findChangeable(Database &db, UserId actor, MessageId id)
{
    auto message = rows::firstOr(ErrorCode::MessageNotFound, db.query("find_message", {{"id", id}}),
                                 rows::message);
    if (!message)
        return message.error();
    const auto access = accessTo(db, message->roomId, actor);
    if (!access || (!access->role && access->kind != RoomKind::Public))
        return ErrorCode::MessageNotFound;
    if (message->author.id != actor && !access->may(RoomPermission::ChangeOthersMessages))
        return ErrorCode::Forbidden;
    return Changeable{*std::move(message), *access};
}

void noteChange(Message &message, const Change &change)
{
    message.changedSeq = change.seq;
    message.position = change.position;
}

} // namespace

Result<StoredMessage> appendMessage(Database &db, WriteContext &writer, const NewMessage &message)
{
    if (message.roomId.isNull() && !message.roomKey.isEmpty()) {
        const auto room = roomCalled(db, message.roomKey);
        if (!room)
            return ErrorCode::NotMember;
        NewMessage addressed = message;
        addressed.roomId = *room;
        auto stored = appendMessage(db, writer, addressed);
        // A room that the author may not see is treated as missing.
        const bool hidden = !stored && stored.error().code == ErrorCode::RoomNotFound;
        return hidden ? Result<StoredMessage>(ErrorCode::NotMember) : std::move(stored);
    }
    const Timestamp now = writer.now();
    const auto permit = mayPost(db, message, now);
    if (!permit) {
        if (auto stored = findStoredBefore(db, message, permit.error().code, now))
            return StoredMessage{*std::move(stored), true};
        return permit.error();
    }
    if (!message.clientId.isEmpty()) {
        if (auto repeated = findRepeated(db, writer, message, now))
            return StoredMessage{*std::move(repeated), true};
    }
    if (permit->isSlowed)
        noteLastPost(db, message.roomId, message.author.id, now);
    return StoredMessage{insertMessage(db, writer, message, permit->recipient, now), false};
}

Result<MessagePage> listMessages(Database &db, const Limits &limits, UserId viewer,
                                 const ListMessages &query)
{
    const auto limit = readablePage(db, query.roomId, viewer, limits, query.limit);
    if (!limit)
        return limit.error();
    return readPage(db, query, *limit, {*limit, limits.pageBytes});
}

Result<ChangePage> listChanges(Database &db, const Limits &limits, UserId viewer,
                               const ListChanges &query)
{
    const auto limit = readablePage(db, query.roomId, viewer, limits, query.limit);
    if (!limit)
        return limit.error();
    AnswerBudget budget(*limit, limits.pageBytes);
    return changesOf(db, query.roomId, query.since, *limit, budget);
}

ChangePage changesOf(Database &db, RoomId room, qint64 since, int limit, AnswerBudget &budget)
{
    ChangePage page;
    page.purgedSeq = purgedSeq(db, room);
    page.more = readWithin(budget, limit,
                           db.query("list_changes", {{"room", room},
                                                     {"since", std::max(since, page.purgedSeq)},
                                                     {"limit", limit + 1}}),
                           page.messages);
    if (!page.more)
        page.until = db.number("find_room_counter", {{"room", room}});
    else
        page.until = page.messages.isEmpty() ? since : page.messages.last().changedSeq;
    return page;
}

Result<Message> editMessage(Database &db, WriteContext &writer, UserId actor,
                            const EditMessage &command)
{
    auto found = findChangeable(db, actor, command.messageId);
    if (!found || found->message.deletedAt)
        return found ? Error::of(ErrorCode::MessageNotFound) : found.error();
    if (!found->access.mayWrite())
        return ErrorCode::RoomFrozen;
    if (const auto open = mustNotBeLockedDown(db); !open && !found->access.role)
        return open.error();
    const Timestamp now = writer.now();
    Message message = std::move(found->message);
    if (const auto heard = mustNotBeMuted(db, actor, message.roomId, now); !heard)
        return heard.error();
    const Change change = writer.counters.next(db, message.roomId);
    noteChange(message, change);
    message.text = command.text;
    message.editedAt = now;
    db.exec("edit_message", {{"id", message.id},
                             {"text", message.text},
                             {"now", *message.editedAt},
                             {"changed_seq", change.seq},
                             {"changed_position", change.position}});
    return message;
}

Result<MessageChange> deleteMessage(Database &db, WriteContext &writer, UserId actor, MessageId id)
{
    auto found = findChangeable(db, actor, id);
    if (!found)
        return found.error();
    if (found->message.deletedAt)
        return MessageChange{std::move(found->message), false};
    return MessageChange{leaveTombstone(db, writer, std::move(found->message)), true};
}

Message leaveTombstone(Database &db, WriteContext &writer, Message message)
{
    const Change change = writer.counters.next(db, message.roomId);
    noteChange(message, change);
    message.text.clear();
    message.deletedAt = writer.now();
    db.exec("delete_message", {{"id", message.id},
                               {"now", *message.deletedAt},
                               {"changed_seq", change.seq},
                               {"changed_position", change.position}});
    if (message.recipient)
        db.exec("forget_undelivered", {{"user", message.recipient->id}, {"id", message.id}});
    return message;
}

} // namespace parlance::statements
