// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/answerbudget.h"
#include "storage/database.h"
#include "storage/writecontext.h"
#include "stores/messagestore.h"

/// See accountstatements.h.
namespace parlance::statements {

Result<StoredMessage> appendMessage(Database &db, WriteContext &writer, const NewMessage &message);
Result<MessagePage> listMessages(Database &db, const Limits &limits, UserId viewer,
                                 const ListMessages &query);
Result<ChangePage> listChanges(Database &db, const Limits &limits, UserId viewer,
                               const ListChanges &query);
/// The same for a room that the caller may read, also limited by `budget`.
ChangePage changesOf(Database &db, RoomId room, qint64 since, int limit, AnswerBudget &budget);
Result<Message> editMessage(Database &db, WriteContext &writer, UserId actor,
                            const EditMessage &command);
Result<MessageChange> deleteMessage(Database &db, WriteContext &writer, UserId actor, MessageId id);
/// Empties a message that is not deleted yet.
Message leaveTombstone(Database &db, WriteContext &writer, Message message);

} // namespace parlance::statements
