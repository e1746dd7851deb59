// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "realtime/broker.h"
#include "stores/adminmessagestore.h"

namespace parlance {

/// What administrators read and redact. The rules of Administration hold. Event loop only.
class AdminMessages
{
public:
    AdminMessages(AdminMessageStore &store, Broker &broker)
        : m_store(store)
        , m_broker(broker)
    {
    }

    void list(const RoomMessagesQuery &query, Callback<RoomMessages> done);
    /// Those who see the message learn it at once, as of any deletion.
    void redact(const AdminAction &action, MessageId message, Callback<Message> done);

private:
    AdminMessageStore &m_store;
    Broker &m_broker;
};

} // namespace parlance
