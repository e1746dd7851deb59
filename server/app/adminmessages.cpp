// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adminmessages.h"

#include "app/answerandpublish.h"

namespace parlance {

void AdminMessages::list(const RoomMessagesQuery &query, Callback<RoomMessages> done)
{
    m_store.listRoomMessages(query, std::move(done));
}

void AdminMessages::redact(const AdminAction &action, MessageId message, Callback<Message> done)
{
    auto publish = [this](const Message &redacted) { m_broker.publish(MessageDeleted{redacted}); };
    m_store.redactMessage(action, message, answerAndPublish(action, std::move(done), publish));
}

} // namespace parlance
