// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "realtime/broker.h"
#include "realtime/framecache.h"
#include "realtime/recentframes.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace parlance {

/// Who is connected to what: brings every event of the broker to the connections whom it concerns.
/// A connection hears all rooms of its user; events of membership move the subscriptions, so that
/// they change exactly where the event stands in the stream. Event loop only.
class Hub
{
public:
    Hub(Broker &broker, FrameEncoder encoder);

    /// From now on `connection` hears what concerns its user, these rooms and this session. It
    /// stays owned by its caller, who detaches it before it dies.
    void attach(Connection *connection, const Actor &actor, const std::vector<RoomId> &rooms);
    /// Harmless for a connection that is not attached; allowed while an event is being delivered.
    void detach(Connection *connection);
    qsizetype connectionCount() const { return m_entries.size(); }
    /// The sessions that have a connection now.
    std::vector<Actor> sessions() const;
    /// The commit position of the last stored change that was published, never falling: whoever is
    /// attached now hears all that is behind it. It begins where startAt() says, before the first
    /// connection.
    qint64 position() const { return m_position; }
    void startAt(qint64 position) { m_position = position; }
    /// As a connection of this format would get it, for one that missed it; remembered for the
    /// next.
    Frame encode(const Event &event, PushFormat format)
    {
        return m_recent.frame(m_encoder, event, format);
    }
    void disconnectAll(DisconnectReason reason);

private:
    struct Entry
    {
        Actor actor;
        QSet<RoomId> rooms;
    };
    using Connections = std::vector<Connection *>;

    void handle(const Event &event);
    void deliver(FrameCache &cache, const Connections &receivers);
    void deliverToRoom(FrameCache &cache, RoomId roomId);
    void deliverToUser(FrameCache &cache, UserId userId);
    void deliverToRooms(FrameCache &cache, const std::vector<RoomId> &rooms);
    void endSessions(FrameCache &cache, const SessionsEnded &ended);
    void subscribe(UserId userId, RoomId roomId);
    void unsubscribe(UserId userId, RoomId roomId);
    void forgetRoom(RoomId roomId);
    Connections connectionsOf(UserId userId) const { return m_users.value(userId); }

    FrameEncoder m_encoder;
    RecentFrames m_recent;
    qint64 m_position = 0;
    QHash<Connection *, Entry> m_entries;
    QHash<UserId, Connections> m_users;
    QHash<RoomId, Connections> m_rooms;
};

} // namespace parlance
