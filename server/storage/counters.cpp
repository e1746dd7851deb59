// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/counters.h"

#include "storage/database.h"

#include <algorithm>

namespace parlance {

qint64 storedPosition(Database &database)
{
    Cursor row = database.query("find_position");
    return row.next() ? std::max({row.integer(), row.integer(), row.integer()}) : 0;
}

qint64 Counters::seq(Database &database, RoomId room)
{
    return this->room(database, room);
}

qint64 Counters::position(Database &database)
{
    if (!m_position)
        m_position = storedPosition(database);
    return *m_position;
}

Change Counters::next(Database &database, RoomId room)
{
    m_position = position(database) + 1;
    return Change{++this->room(database, room), *m_position};
}

void Counters::forget()
{
    m_rooms.clear();
    m_position.reset();
}

qint64 &Counters::room(Database &database, RoomId id)
{
    if (qint64 *known = m_rooms.object(id))
        return *known;
    m_rooms.insert(id, new qint64(database.number("find_room_counter", {{"room", id}})));
    return *m_rooms.object(id);
}

} // namespace parlance
