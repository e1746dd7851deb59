// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adminrooms.h"

#include "app/answerandpublish.h"

namespace parlance {

AdminRooms::AdminRooms(AdminRoomStore &store, Broker &broker)
    : m_store(store)
    , m_broker(broker)
{
}

void AdminRooms::findRoom(const QString &room, Callback<RoomDetails> done)
{
    m_store.findRoomDetails(room, std::move(done));
}

void AdminRooms::listRooms(const RoomDetailsQuery &query, Callback<RoomDetailsPage> done)
{
    m_store.listRoomDetails(query, std::move(done));
}

void AdminRooms::setFrozen(const AdminAction &action, const QString &room, bool frozen,
                           Callback<RoomDetails> done)
{
    auto publish = [this](const RoomDetails &details) {
        m_broker.publish(RoomUpdated{details.room});
    };
    m_store.setFrozen(action, room, frozen, answerAndPublish(action, std::move(done), publish));
}

} // namespace parlance
