// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "domain/model.h"
#include "stores/storerole.h"

namespace parlance {

struct RoomMessagesQuery
{
    /// Name or id.
    QString room = {};
    /// Name or id; empty: of all.
    QString user = {};
    /// RoomMessages::next of the previous page; empty: the first page.
    std::optional<qint64> before = {};
    int limit = 100;
};

struct RoomMessages
{
    /// Newest first, deleted ones too.
    QList<Message> messages = {};
    /// Empty: the last page.
    std::optional<qint64> next = {};
};

/// What is stored of a message and one of its recipients.
struct Receipt
{
    UserRef user = {};
    /// The counter of the room up to which the user has read.
    qint64 readSeq = 0;
    /// It is a direct message that nothing is known to have reached the user.
    bool isUndelivered = false;
};

/// A message without its text, and a page of its recipients by user id.
struct MessageReceipts
{
    MessageId id = {};
    RoomId roomId = {};
    bool isDirect = false;
    /// The name of the room; empty for a direct conversation.
    QString room = {};
    UserRef author = {};
    qint64 seq = 0;
    /// The commit position that it was posted at.
    qint64 position = 0;
    Timestamp createdAt = {};
    QList<Receipt> recipients = {};
    bool more = false;
};

/// Messages as administrators see and change them. The rules of AdminStore hold.
class AdminMessageStore : public StoreRole
{
public:
    /// RoomNotFound: also a direct conversation. UserNotFound. With a user, a page may hold few
    /// messages or none and still not be the last one: it covers a part of the room.
    virtual void listRoomMessages(RoomMessagesQuery query, Callback<RoomMessages> done) = 0;
    /// The members who joined before it was posted, without its author. MessageNotFound: also one
    /// of a deleted room.
    virtual void findReceipts(MessageId message, UserId after, int limit,
                              Callback<MessageReceipts> done) = 0;
    /// The message after the change; also in direct conversations. MessageNotFound; Conflict: it is
    /// deleted already. The text is not logged.
    virtual void redactMessage(AdminAction action, MessageId message, Callback<Message> done) = 0;
};

} // namespace parlance
