// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/adminmessagestatements.h"
#include "storage/statementrunner.h"

namespace parlance {

class SqlAdminMessageStore : public AdminMessageStore
{
public:
    explicit SqlAdminMessageStore(StatementRunner &runner)
        : m_runner(runner)
    {
    }
    void listRoomMessages(RoomMessagesQuery query, Callback<RoomMessages> done) override
    {
        m_runner.read<statements::listRoomMessages>(std::move(done), std::move(query));
    }
    void findReceipts(MessageId message, UserId after, int limit,
                      Callback<MessageReceipts> done) override
    {
        m_runner.read<statements::findReceipts>(std::move(done), message, after, limit);
    }
    void redactMessage(AdminAction action, MessageId message, Callback<Message> done) override
    {
        m_runner.write<statements::redactMessage>(std::move(done), std::move(action), message);
    }

private:
    StatementRunner &m_runner;
};

} // namespace parlance
