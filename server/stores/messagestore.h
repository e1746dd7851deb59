// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commands.h"
#include "domain/model.h"
#include "stores/storerole.h"

namespace parlance {

struct NewMessage
{
    RoomId roomId = {};
    UserRef author;
    QString text;
    /// Empty: none.
    QString clientId;
    /// A public room also accepts it from a user who is not a member.
    bool withoutJoining = false;
    /// The room's name key, if roomId is null. A room that does not exist is treated as one without
    /// members.
    QString roomKey = {};
};

/// A NewMessage to a user or room by `address`: PostTo.
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
    /// The client id was known: this is the message as stored the first time.
    bool repeated = false;
};

/// A message to an address.
struct AddressedMessage
{
    StoredMessage stored;
    /// Set if it started this direct conversation, with Message::recipient.
    std::optional<Room> opened;
};

/// `changed` is false if there was nothing to do, which is not an error.
struct MessageChange
{
    Message message;
    bool changed = false;
};

/// Messages and their delivery. See StoreRole for the rules of every call.
class MessageStore : public StoreRole
{
public:
    /// RoomNotFound (also: a private room that the author cannot see), NotMember. Idempotent by
    /// (author, room, clientId) for 24 hours.
    virtual void appendMessage(NewMessage message, Callback<StoredMessage> done) = 0;
    /// UserNotFound (the address belongs to no user, and to no room that the author can see),
    /// NotMember, Conflict (oneself), LimitReached (of direct conversations). Idempotent in the
    /// same way.
    virtual void appendAddressed(NewAddressedMessage message, Callback<AddressedMessage> done) = 0;
    /// RoomNotFound, NotMember (of a private room). The newest, oldest of them first, without
    /// deleted ones; at most Limits::listSize and Limits::listBytes.
    virtual void listHistory(UserId viewer, ListHistory query, Callback<QList<Message>> done) = 0;
    /// The same for all direct conversations of a user together, or with `peer` only for the one
    /// with that user. Unlike above newest first.
    virtual void listDirectHistory(UserId user, std::optional<UserId> peer,
                                   std::optional<MessageId> before, int limit,
                                   Callback<QList<Message>> done) = 0;
    /// Undelivered direct messages to the user, oldest first, without deleted ones. Answered in the
    /// order of writes: a message committed later is not included, and is published after the
    /// answer.
    virtual void listUndelivered(UserId user, int limit, Callback<QList<Message>> done) = 0;
    /// Marks the messages to the user from one position to the other, both included, as delivered.
    virtual void markDelivered(UserId user, qint64 firstPosition, qint64 lastPosition,
                               Callback<void> done) = 0;
    /// RoomNotFound, NotMember (of a private room).
    virtual void listMessages(UserId viewer, ListMessages query, Callback<MessagePage> done) = 0;
    virtual void listChanges(UserId viewer, ListChanges query, Callback<ChangePage> done) = 0;
    /// MessageNotFound (also if the actor may not see the room), Forbidden. Author or moderator
    /// only.
    virtual void editMessage(UserId actor, EditMessage command, Callback<Message> done) = 0;
    /// The same; deleting a deleted message returns its tombstone again.
    virtual void deleteMessage(UserId actor, MessageId id, Callback<MessageChange> done) = 0;
};

} // namespace parlance
