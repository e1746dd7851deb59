// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/messages.h"

#include "domain/validation.h"

namespace parlance {

using namespace Qt::StringLiterals;

Messages::Messages(Store &store, Broker &broker, Limits limits)
    : m_store(store)
    , m_broker(broker)
    , m_limits(limits)
{
}

void Messages::post(const Actor &actor, const PostMessage &command, Callback<StoredMessage> done)
{
    const auto text = validMessageText(command.text, m_limits);
    if (!text) {
        done(text.error());
        return;
    }
    const QString clientId = command.clientId.value_or(QString());
    if (command.clientId) {
        const auto valid = validClientId(clientId, m_limits);
        if (!valid) {
            done(valid.error());
            return;
        }
    }
    NewMessage message{command.roomId, {actor.userId, actor.username}, *text, clientId};
    m_store.appendMessage(std::move(message),
                          [this, clientId, done](const Result<StoredMessage> &stored) {
                              // Acks first: a sender that waits for its ack sends on while the
                              // fan-out runs.
                              done(stored);
                              if (stored && !stored->repeated)
                                  m_broker.publish(MessagePosted{stored->message, clientId});
                          });
}

void Messages::list(const Actor &actor, const ListMessages &query, Callback<MessagePage> done)
{
    m_store.listMessages(actor.userId, query, std::move(done));
}

void Messages::changes(const Actor &actor, const ListChanges &query, Callback<ChangePage> done)
{
    m_store.listChanges(actor.userId, query, std::move(done));
}

void Messages::resume(const Actor &actor, const ResumeRooms &query,
                      Callback<QList<ResumedRoom>> done)
{
    if (query.places.size() > m_limits.resumedRooms) {
        done(Error{ErrorCode::ValidationFailed,
                   u"At most %1 rooms at once"_s.arg(m_limits.resumedRooms),
                   {}});
        return;
    }
    m_store.resumeRooms(actor.userId, query, std::move(done));
}

void Messages::missed(const Actor &actor, qint64 since, Callback<MissedChanges> done)
{
    m_store.listMissed(actor.userId, since, std::move(done));
}

void Messages::edit(const Actor &actor, const EditMessage &command, Callback<Message> done)
{
    const auto text = validMessageText(command.text, m_limits);
    if (!text) {
        done(text.error());
        return;
    }
    m_store.editMessage(actor.userId, {command.messageId, *text},
                        [this, done](const Result<Message> &message) {
                            done(message);
                            if (message)
                                m_broker.publish(MessageEdited{*message});
                        });
}

void Messages::remove(const Actor &actor, MessageId id, Callback<Message> done)
{
    m_store.deleteMessage(actor.userId, id, [this, done](const Result<MessageChange> &deleted) {
        done(deleted ? Result<Message>(deleted->message) : deleted.error());
        if (deleted && deleted->changed)
            m_broker.publish(MessageDeleted{deleted->message});
    });
}

} // namespace parlance
