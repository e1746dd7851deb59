// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commands.h"
#include "domain/limits.h"
#include "realtime/broker.h"
#include "stores/messagestore.h"
#include "stores/recoverystore.h"

namespace parlance {

/// Posting, reading, editing and deleting. Stores before publishing: everything that clients
/// receive is on disk, and the callback runs after the commit. The errors are the store's, and
/// ValidationFailed. Event loop only.
class Messages
{
public:
    Messages(MessageStore &messages, RecoveryStore &recovery, Broker &broker, Limits limits);

    void post(const Actor &actor, const PostMessage &command, Callback<StoredMessage> done);
    void postTo(const Actor &actor, const PostTo &command, Callback<StoredMessage> done);
    /// Unpaged lists: MessageStore::listHistory() and listDirectHistory().
    void history(const Actor &actor, const ListHistory &query, Callback<QList<Message>> done);
    void directHistory(const Actor &actor, std::optional<UserId> peer,
                       std::optional<MessageId> before, int limit, Callback<QList<Message>> done);
    /// MessageStore::listUndelivered(). Messages missing from its answer are published after it.
    void undelivered(const Actor &actor, int limit, Callback<QList<Message>> done);
    /// Best effort: if a mark is lost, the message is delivered once more.
    void markDelivered(UserId user, qint64 firstPosition, qint64 lastPosition);
    void list(const Actor &actor, const ListMessages &query, Callback<MessagePage> done);
    void changes(const Actor &actor, const ListChanges &query, Callback<ChangePage> done);
    /// ValidationFailed: too many rooms. An error of one room is in its entry.
    void resume(const Actor &actor, const ResumeRooms &query, Callback<QList<ResumedRoom>> done);
    /// Changes in the actor's rooms after a commit position.
    void missed(const Actor &actor, qint64 since, Callback<MissedChanges> done);
    /// Messages stored and published since the start, without repeated ones.
    quint64 posted() const { return m_posted; }
    void edit(const Actor &actor, const EditMessage &command, Callback<Message> done);
    void remove(const Actor &actor, MessageId id, Callback<Message> done);

private:
    void publish(MessagePosted posted);
    Result<NewMessage> validated(const Actor &actor, const QString &text,
                                 const std::optional<QString> &clientId) const;

    MessageStore &m_messages;
    RecoveryStore &m_recovery;
    Broker &m_broker;
    Limits m_limits;
    quint64 m_posted = 0;
};

} // namespace parlance
