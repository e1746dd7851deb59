// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/adminmessagestatements.h"

#include "storage/access.h"
#include "storage/adminactionstatements.h"
#include "storage/adminroomstatements.h"
#include "storage/adminstatements.h"
#include "storage/answerbudget.h"
#include "storage/auditstatements.h"
#include "storage/messagestatements.h"
#include "storage/pages.h"
#include "storage/rows.h"

#include <limits>

namespace parlance::statements {

using namespace Qt::StringLiterals;

namespace {

// No index finds the messages of one user in a room, so a page looks at so many places only.
constexpr qint64 Stretch = 10'000;

// (floor, before), newest first; `author` is null for all.
RoomMessages readStretch(Database &db, const Limits &limits, const Room &room, UserId author,
                         qint64 before, qint64 floor, int size)
{
    const Bind place{"room", room.id};
    const Bind upper{"before", before};
    const Bind lower{"floor", floor};
    const Bind count{"limit", size + 1};
    RoomMessages page;
    AnswerBudget budget{size, limits.pageBytes};
    const bool more =
        author.isNull() ? readWithin(budget, size,
                                     db.query("list_messages_before", {place, upper, lower, count}),
                                     page.messages)
                        : readWithin(budget, size,
                                     db.query("list_messages_of",
                                              {place, upper, lower, {"author", author}, count}),
                                     page.messages);
    if (more)
        page.next = page.messages.isEmpty() ? before : page.messages.last().seq;
    else if (floor > room.purgedSeq)
        page.next = floor + 1;
    return page;
}

MessageReceipts readReceiptMessage(Cursor &row)
{
    MessageReceipts message{.id = row.id<MessageId>(), .roomId = row.id<RoomId>()};
    message.isDirect = row.value<RoomKind>() == RoomKind::Direct;
    message.room = row.text();
    message.author = rows::userRef(row);
    message.seq = row.integer();
    message.position = row.integer();
    message.createdAt = row.time();
    return message;
}

Receipt readReceipt(Cursor &row)
{
    return Receipt{rows::userRef(row), row.integer(), row.flag()};
}

QJsonObject toJson(const Message &message, const QString &room)
{
    QJsonObject object{{u"author"_s, message.author.username},
                       {u"deleted"_s, message.deletedAt.has_value()}};
    if (!room.isEmpty())
        object.insert(u"room"_s, room);
    return object;
}

} // namespace

Result<RoomMessages> listRoomMessages(Database &db, const Limits &limits,
                                      const RoomMessagesQuery &query)
{
    const auto found = findRoomDetails(db, limits, query.room);
    if (!found)
        return found.error();
    const Room &room = found->room;
    const int size = pages::size(limits, query.limit);
    const qint64 before =
        std::min(query.before.value_or(std::numeric_limits<qint64>::max()), room.lastSeq + 1);
    if (query.user.isEmpty())
        return readStretch(db, limits, room, {}, before, room.purgedSeq, size);
    const auto author = findByNameOrId(db, limits, query.user);
    if (!author)
        return author.error();
    const qint64 floor = std::max(room.purgedSeq, before - 1 - Stretch);
    return readStretch(db, limits, room, author->id, before, floor, size);
}

Result<MessageReceipts> findReceipts(Database &db, const Limits &limits, MessageId id, UserId after,
                                     int limit)
{
    auto found = rows::firstOr(ErrorCode::MessageNotFound,
                               db.query("find_receipt_message", {{"id", id}}), readReceiptMessage);
    if (!found)
        return found.error();
    const int size = pages::size(limits, limit);
    found->recipients = rows::all(db.query("list_receipts", {{"room", found->roomId},
                                                             {"after", after},
                                                             {"author", found->author.id},
                                                             {"posted", found->createdAt},
                                                             {"position", found->position},
                                                             {"limit", size + 1}}),
                                  readReceipt);
    found->more = pages::cut(found->recipients, size);
    return *found;
}

Result<Message> redactMessage(Database &db, WriteContext &writer, const AdminAction &action,
                              MessageId id)
{
    if (const auto acting = checkActor(db, writer, action); !acting)
        return acting.error();
    const auto found = rows::firstOr(ErrorCode::MessageNotFound,
                                     db.query("find_message", {{"id", id}}), rows::message);
    if (!found)
        return found.error();
    const auto room = roomById(db, found->roomId);
    if (!room)
        return ErrorCode::MessageNotFound;
    if (found->deletedAt)
        return Error::of(ErrorCode::Conflict, u"The message is deleted already"_s);
    if (action.dryRun) {
        Message planned = *found;
        planned.text.clear();
        planned.deletedAt = writer.now();
        return planned;
    }
    Message redacted = leaveTombstone(db, writer, *found);
    recordChange(db, writer, action, id.toString(), toJson(*found, room->name),
                 toJson(redacted, room->name));
    return redacted;
}

} // namespace parlance::statements
