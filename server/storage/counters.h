// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ids.h"

#include <QCache>

#include <optional>

namespace parlance {

class Database;

/// The numbers of a change in a room: the next value of the room's counter and of the server-wide
/// commit position.
struct Change
{
    qint64 seq = 0;
    qint64 position = 0;
};

/// The position of the last stored change, read from the database.
qint64 storedPosition(Database &database);

/// The counters, kept by the writer thread. They are read from the messages when first needed and
/// then incremented in memory, so that a post needs no update. A value taken by a job that then
/// fails is lost. Therefore take one only when nothing but the database can fail any more, and
/// forget() all when it does.
class Counters
{
public:
    explicit Counters(qsizetype roomLimit = 10'000)
        : m_rooms(roomLimit)
    {
    }

    qint64 seq(Database &database, RoomId room);
    qint64 position(Database &database);
    Change next(Database &database, RoomId room);
    void forget();

private:
    qint64 &room(Database &database, RoomId id);

    QCache<RoomId, qint64> m_rooms;
    std::optional<qint64> m_position;
};

} // namespace parlance
