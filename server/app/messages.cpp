// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/messages.h"

#include "domain/validation.h"

namespace parlance {

using namespace Qt::StringLiterals;

Messages::Messages(MessageStore &messages, RecoveryStore &recovery, Broker &broker, Limits limits)
    : m_messages(messages)
    , m_recovery(recovery)
    , m_broker(broker)
    , m_limits(limits)
{
}

Result<NewMessage> Messages::validated(const Actor &actor, const QString &text,
                                       const std::optional<QString> &clientId) const
{
    const auto valid = validMessageText(text, m_limits);
    if (!valid)
        return valid.error();
    if (clientId) {
        if (const auto known = validClientId(*clientId, m_limits); !known)
            return known.error();
    }
    return NewMessage{
        .author = actor.user(), .text = *valid, .clientId = clientId.value_or(QString())};
}

void Messages::post(const Actor &actor, const PostMessage &command, Callback<StoredMessage> done)
{
    auto message = validated(actor, command.text, command.clientId);
    if (!message) {
        done(message.error());
        return;
    }
    message->roomId = command.roomId;
    message->withoutJoining = command.withoutJoining;
    if (command.roomId.isNull() && !command.roomName.isEmpty()) {
        const auto name = validRoomName(command.roomName, m_limits);
        // An invalid room name has no room and thus no members.
        if (!name)
            return done(ErrorCode::NotMember);
        message->roomKey = foldedKey(*name);
    }
    m_messages.appendMessage(
        *message, [this, clientId = message->clientId, overSocket = command.overSocket,
                   parsedAt = command.parsedAt, dialect = actor.dialect,
                   done = std::move(done)](const Result<StoredMessage> &stored) {
            done(stored);
            if (stored && !stored->repeated)
                publish({stored->message, clientId, overSocket, parsedAt, dialect});
        });
}

void Messages::postTo(const Actor &actor, const PostTo &command, Callback<StoredMessage> done)
{
    const auto message = validated(actor, command.text, command.clientId);
    if (!message) {
        done(message.error());
        return;
    }
    auto stored = [this, clientId = message->clientId, overSocket = command.overSocket,
                   parsedAt = command.parsedAt, dialect = actor.dialect,
                   done = std::move(done)](const Result<AddressedMessage> &sent) {
        if (!sent) {
            done(sent.error());
            return;
        }
        const Message &posted = sent->stored.message;
        done(sent->stored);
        // Both receive the conversation before its first message.
        if (sent->opened) {
            m_broker.publish(MemberJoined{*sent->opened, posted.author, RoomRole::Member});
            if (posted.recipient)
                m_broker.publish(MemberJoined{*sent->opened, *posted.recipient, RoomRole::Member});
        }
        if (!sent->stored.repeated)
            publish({posted, clientId, overSocket, parsedAt, dialect});
    };
    m_messages.appendAddressed({command.address, message->author, message->text, message->clientId},
                               std::move(stored));
}

void Messages::publish(MessagePosted posted)
{
    ++m_posted;
    m_broker.publish(std::move(posted));
}

void Messages::history(const Actor &actor, const ListHistory &query, Callback<QList<Message>> done)
{
    m_messages.listHistory(actor.userId, query, std::move(done));
}

void Messages::directHistory(const Actor &actor, std::optional<UserId> peer,
                             std::optional<MessageId> before, int limit,
                             Callback<QList<Message>> done)
{
    m_messages.listDirectHistory(actor.userId, peer, before, limit, std::move(done));
}

void Messages::undelivered(const Actor &actor, int limit, Callback<QList<Message>> done)
{
    m_messages.listUndelivered(actor.userId, limit, std::move(done));
}

void Messages::markDelivered(UserId user, qint64 firstPosition, qint64 lastPosition)
{
    m_messages.markDelivered(user, firstPosition, lastPosition, [](const Result<void> &) {});
}

void Messages::list(const Actor &actor, const ListMessages &query, Callback<MessagePage> done)
{
    m_messages.listMessages(actor.userId, query, std::move(done));
}

void Messages::changes(const Actor &actor, const ListChanges &query, Callback<ChangePage> done)
{
    m_messages.listChanges(actor.userId, query, std::move(done));
}

void Messages::resume(const Actor &actor, const ResumeRooms &query,
                      Callback<QList<ResumedRoom>> done)
{
    if (query.places.size() > m_limits.resumedRooms) {
        done(Error::invalid(u"At most %1 rooms at once"_s.arg(m_limits.resumedRooms)));
        return;
    }
    m_recovery.resumeRooms(actor.userId, query, std::move(done));
}

void Messages::missed(const Actor &actor, qint64 since, Callback<MissedChanges> done)
{
    m_recovery.listMissed(actor.userId, since, std::move(done));
}

void Messages::edit(const Actor &actor, const EditMessage &command, Callback<Message> done)
{
    const auto text = validMessageText(command.text, m_limits);
    if (!text) {
        done(text.error());
        return;
    }
    m_messages.editMessage(actor.userId, {command.messageId, *text},
                           [this, done = std::move(done)](const Result<Message> &message) {
                               done(message);
                               if (message)
                                   m_broker.publish(MessageEdited{*message});
                           });
}

void Messages::remove(const Actor &actor, MessageId id, Callback<Message> done)
{
    m_messages.deleteMessage(
        actor.userId, id, [this, done = std::move(done)](const Result<MessageChange> &deleted) {
            done(deleted ? Result<Message>(deleted->message) : deleted.error());
            if (deleted && deleted->changed)
                m_broker.publish(MessageDeleted{deleted->message});
        });
}

} // namespace parlance
