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

/// Messages as administrators see and change them. The rules of AdminStore hold.
class AdminMessageStore : public StoreRole
{
public:
    /// RoomNotFound: also a direct conversation. UserNotFound. With a user, a page may hold few
    /// messages or none and still not be the last one: it covers a part of the room.
    virtual void listRoomMessages(RoomMessagesQuery query, Callback<RoomMessages> done) = 0;
    /// The message after the change; also in direct conversations. MessageNotFound; Conflict: it is
    /// deleted already. The text is not logged.
    virtual void redactMessage(AdminAction action, MessageId message, Callback<Message> done) = 0;
};

} // namespace parlance
