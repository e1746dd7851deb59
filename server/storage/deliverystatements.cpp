// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/deliverystatements.h"

#include "storage/access.h"
#include "storage/accountstatements.h"
#include "storage/messagestatements.h"
#include "storage/roomstatements.h"
#include "storage/rows.h"

namespace parlance::statements {

namespace {

/// The room of an address.
struct Target
{
    RoomId room;
    std::optional<Room> opened = {};
};

Result<Target> targetOf(Database &db, WriteContext &writer, const UserRef &author,
                        const QString &address)
{
    if (const auto user = userAt(db, address)) {
        const auto direct = openDirect(db, writer, author, *user);
        if (!direct)
            return direct.error();
        const Room &room = direct->view.room;
        return Target{room.id, direct->created ? std::optional(room) : std::nullopt};
    }
    const auto room = RoomId::fromHex(address);
    if (!room)
        return ErrorCode::UserNotFound;
    const auto access = accessTo(db, *room, author.id);
    if (!access && access.error().code != ErrorCode::BannedFromRoom)
        return ErrorCode::UserNotFound;
    // That of a banned user is found to be one when it posts.
    return Target{*room};
}

} // namespace

Result<AddressedMessage> appendAddressed(Database &db, WriteContext &writer,
                                         const NewAddressedMessage &message)
{
    const auto target = targetOf(db, writer, message.author, message.address);
    if (!target)
        return target.error();
    const auto stored = appendMessage(
        db, writer, {target->room, message.author, message.text, message.clientId, false});
    if (!stored)
        return stored.error();
    return AddressedMessage{*stored, target->opened};
}

Result<QList<Message>> listUndelivered(Database &db, WriteContext &writer, UserId user, int limit)
{
    const int most = std::clamp(limit, 1, writer.limits.listSize);
    const auto waiting = rows::all(db.query("list_undelivered", {{"user", user}, {"limit", most}}),
                                   rows::postedMessage);
    QList<Message> messages;
    for (const auto &[message, postedAt] : waiting) {
        messages.append(message);
        messages.last().position = postedAt;
    }
    return messages;
}

Result<void> markDelivered(Database &db, WriteContext &, UserId user, qint64 firstPosition,
                           qint64 lastPosition)
{
    db.exec("mark_delivered", {{"user", user}, {"first", firstPosition}, {"last", lastPosition}});
    return {};
}

} // namespace parlance::statements
