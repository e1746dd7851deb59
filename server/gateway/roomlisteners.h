// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "realtime/broker.h"

#include <QHash>
#include <QList>

namespace parlance {

/// Counts the connections of each user that have joined a room, for dialects that tell a room when
/// a user's last connection leaves. Event loop only.
class RoomListeners
{
public:
    /// `broker` outlives it.
    explicit RoomListeners(Broker &broker)
        : m_broker(broker)
    {
    }

    void entered(UserId user, RoomId room);
    /// One connection fewer; publishes MemberExited if it was the user's last one in the room.
    void exited(const Actor &actor, RoomId room);
    /// The same without publishing. True: it was the last one.
    bool forget(UserId user, RoomId room);
    QList<UserId> usersIn(RoomId room) const { return m_rooms.value(room).keys(); }

private:
    Broker &m_broker;
    QHash<RoomId, QHash<UserId, int>> m_rooms;
};

} // namespace parlance
