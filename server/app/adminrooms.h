// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "realtime/broker.h"
#include "stores/adminroomstore.h"

namespace parlance {

/// What administrators do to rooms. The rules of Administration hold. Event loop only.
class AdminRooms
{
public:
    AdminRooms(AdminRoomStore &store, Broker &broker);

    void findRoom(const QString &room, Callback<RoomDetails> done);
    void listRooms(const RoomDetailsQuery &query, Callback<RoomDetailsPage> done);
    /// The members learn it at once.
    void setFrozen(const AdminAction &action, const QString &room, bool frozen,
                   Callback<RoomDetails> done);
    void setSlowMode(const AdminAction &action, const QString &room, std::chrono::seconds seconds,
                     Callback<RoomDetails> done);
    void transfer(const AdminAction &action, const QString &room, const QString &user,
                  Callback<TransferredRoom> done);
    void remove(const AdminAction &action, const QString &room, Callback<RemovedRoom> done);
    /// The members learn it by one event, however many messages are gone.
    void purge(const AdminAction &action, const QString &room, Timestamp before,
               Callback<PurgedRoom> done);

private:
    AdminRoomStore &m_store;
    Broker &m_broker;
};

} // namespace parlance
