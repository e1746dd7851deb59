// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commands.h"
#include "domain/model.h"
#include "storage/storerole.h"

namespace parlance {

struct NewMessage
{
    RoomId roomId = {};
    UserRef author;
    QString text;
    /// Empty: none.
    QString clientId;
    /// A public room also takes it from somebody who is no member.
    bool withoutJoining = false;
    /// The room's name key, where roomId is null. A room that is not there is one without members.
    QString roomKey = {};
};

/// NewMessage to whatever `address` stands for: PostTo.
struct NewAddressedMessage
{
    QString address;
    UserRef author;
    QString text;
    QString clientId;
};

struct StoredMessage
{
    Message message;
    /// The client id was known: this is the message as it was stored the first time.
    bool repeated = false;
};

/// A message to an address.
struct AddressedMessage
{
    StoredMessage stored;
    /// It began this direct conversation, with Message::recipient.
    std::optional<Room> opened;
};

/// `changed` is false when there was nothing to do, which is not an error.
struct MessageChange
{
    Message message;
    bool changed = false;
};

/// What was said, and whom it has reached. See StoreRole for what holds of every call.
class MessageStore : public StoreRole
{
public:
    /// RoomNotFound (also: a private room that the author cannot see), NotMember. Idempotent by
    /// (author, room, clientId) for 24 hours.
    virtual void appendMessage(NewMessage message, Callback<StoredMessage> done) = 0;
    /// UserNotFound (the address is nobody's, nor that of a room that the author knows of),
    /// NotMember, Conflict (oneself), LimitReached (of direct conversations). Likewise idempotent.
    virtual void appendAddressed(NewAddressedMessage message, Callback<AddressedMessage> done) = 0;
    /// RoomNotFound, NotMember (of a private room). The newest, oldest of them first, without
    /// deleted ones; Limits::listSize and Limits::listBytes at most.
    virtual void listHistory(UserId viewer, ListHistory query, Callback<QList<Message>> done) = 0;
    /// The same of all direct conversations of a user together, and with `peer` of the one with
    /// that user. Unlike above newest first.
    virtual void listDirectHistory(UserId user, std::optional<UserId> peer,
                                   std::optional<MessageId> before, int limit,
                                   Callback<QList<Message>> done) = 0;
    /// Direct messages to the user that nothing is known to have reached, oldest first, without
    /// deleted ones. Answered in the order of writes: what is committed after it is not in it, and
    /// is announced after its answer.
    virtual void listUndelivered(UserId user, int limit, Callback<QList<Message>> done) = 0;
    /// Those to the user from one position to the other, both included, have reached it.
    virtual void markDelivered(UserId user, qint64 firstPosition, qint64 lastPosition,
                               Callback<void> done) = 0;
    /// RoomNotFound, NotMember (of a private room).
    virtual void listMessages(UserId viewer, ListMessages query, Callback<MessagePage> done) = 0;
    virtual void listChanges(UserId viewer, ListChanges query, Callback<ChangePage> done) = 0;
    /// MessageNotFound (also where the actor may not see the room), Forbidden. Author or moderator.
    virtual void editMessage(UserId actor, EditMessage command, Callback<Message> done) = 0;
    /// The same; deleting a deleted message answers its tombstone again.
    virtual void deleteMessage(UserId actor, MessageId id, Callback<MessageChange> done) = 0;
};

} // namespace parlance
