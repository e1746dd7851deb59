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

void AdminRooms::setSlowMode(const AdminAction &action, const QString &room,
                             std::chrono::seconds seconds, Callback<RoomDetails> done)
{
    auto publish = [this](const RoomDetails &details) {
        m_broker.publish(RoomUpdated{details.room});
    };
    m_store.setSlowMode(action, room, seconds, answerAndPublish(action, std::move(done), publish));
}

void AdminRooms::transfer(const AdminAction &action, const QString &room, const QString &user,
                          Callback<TransferredRoom> done)
{
    auto publish = [this](const TransferredRoom &transferred) {
        for (const Member &member : transferred.members)
            m_broker.publish(MemberUpdated{transferred.details.room.id, member.user, member.role});
    };
    m_store.transferRoom(action, room, user, answerAndPublish(action, std::move(done), publish));
}

void AdminRooms::remove(const AdminAction &action, const QString &room, Callback<RemovedRoom> done)
{
    auto publish = [this](const RemovedRoom &removed) {
        m_broker.publish(RoomDeleted{removed.details.room.id});
    };
    m_store.removeRoom(action, room, answerAndPublish(action, std::move(done), publish));
}

void AdminRooms::purge(const AdminAction &action, const QString &room, Timestamp before,
                       Callback<PurgedRoom> done)
{
    auto publish = [this](const PurgedRoom &purged) {
        const Room &changed = purged.details.room;
        if (purged.position > 0)
            m_broker.publish(
                RoomPurged{changed.id, changed.purgedSeq, changed.lastSeq, purged.position});
    };
    m_store.purgeRoom(action, room, before, answerAndPublish(action, std::move(done), publish));
}

} // namespace parlance
