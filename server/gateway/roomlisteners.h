// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "realtime/broker.h"

#include <QHash>
#include <QList>

namespace parlance {

/// How many connections of each user hear a room because they have joined it, in the dialects that
/// tell a room when the last one is gone. Event loop only.
class RoomListeners
{
public:
    /// `broker` outlives it.
    explicit RoomListeners(Broker &broker)
        : m_broker(broker)
    {
    }

    void entered(UserId user, RoomId room);
    /// One connection less; MemberExited is published if it was the user's last one there.
    void exited(const Actor &actor, RoomId room);
    /// The same, and nobody is told. True: it was the last one.
    bool forget(UserId user, RoomId room);
    QList<UserId> usersIn(RoomId room) const { return m_rooms.value(room).keys(); }

private:
    Broker &m_broker;
    QHash<RoomId, QHash<UserId, int>> m_rooms;
};

} // namespace parlance
