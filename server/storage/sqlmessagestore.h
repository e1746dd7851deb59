// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/deliverystatements.h"
#include "storage/historystatements.h"
#include "storage/messagestatements.h"
#include "storage/statementrunner.h"
#include "stores/messagestore.h"

namespace parlance {

class SqlMessageStore : public MessageStore
{
public:
    explicit SqlMessageStore(StatementRunner &runner)
        : m_runner(runner)
    {
    }
    void appendMessage(NewMessage message, Callback<StoredMessage> done) override
    {
        m_runner.write<statements::appendMessage>(std::move(done), std::move(message));
    }
    void appendAddressed(NewAddressedMessage message, Callback<AddressedMessage> done) override
    {
        m_runner.writeGuarded<statements::appendAddressed>(std::move(done), std::move(message));
    }
    void listHistory(UserId viewer, ListHistory query, Callback<QList<Message>> done) override
    {
        m_runner.read<statements::listHistory>(std::move(done), viewer, query);
    }
    void listDirectHistory(UserId user, std::optional<UserId> peer, std::optional<MessageId> before,
                           int limit, Callback<QList<Message>> done) override
    {
        m_runner.read<statements::listDirectHistory>(std::move(done), user, peer, before, limit);
    }
    // Runs as a write, so that it is answered in the order of commits.
    void listUndelivered(UserId user, int limit, Callback<QList<Message>> done) override
    {
        m_runner.write<statements::listUndelivered>(std::move(done), user, limit);
    }
    void markDelivered(UserId user, qint64 firstPosition, qint64 lastPosition,
                       Callback<void> done) override
    {
        m_runner.write<statements::markDelivered>(std::move(done), user, firstPosition,
                                                  lastPosition);
    }
    void listMessages(UserId viewer, ListMessages query, Callback<MessagePage> done) override
    {
        m_runner.read<statements::listMessages>(std::move(done), viewer, query);
    }
    void listChanges(UserId viewer, ListChanges query, Callback<ChangePage> done) override
    {
        m_runner.read<statements::listChanges>(std::move(done), viewer, query);
    }
    void editMessage(UserId actor, EditMessage command, Callback<Message> done) override
    {
        m_runner.write<statements::editMessage>(std::move(done), actor, std::move(command));
    }
    void deleteMessage(UserId actor, MessageId id, Callback<MessageChange> done) override
    {
        m_runner.write<statements::deleteMessage>(std::move(done), actor, id);
    }

private:
    StatementRunner &m_runner;
};

} // namespace parlance
