// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/roomlisteners.h"

namespace parlance {

void RoomListeners::entered(UserId user, RoomId room)
{
    ++m_rooms[room][user];
}

void RoomListeners::exited(const Actor &actor, RoomId room)
{
    if (forget(actor.userId, room))
        m_broker.publish(MemberExited{room, actor.user()});
}

bool RoomListeners::forget(UserId user, RoomId room)
{
    const auto users = m_rooms.find(room);
    if (users == m_rooms.end())
        return false;
    const auto count = users->find(user);
    if (count == users->end() || --*count > 0)
        return false;
    users->erase(count);
    if (users->isEmpty())
        m_rooms.erase(users);
    return true;
}

} // namespace parlance
