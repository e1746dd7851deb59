// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "realtime/broker.h"
#include "realtime/framecache.h"
#include "realtime/recentframes.h"
#include "realtime/subscription.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace parlance {

/// Who is connected to what: brings every event of the broker to the connections whom it concerns
/// and that listen to it. A connection is subscribed to all rooms of its user; events of membership
/// move the subscriptions, so that they change exactly where the event stands in the stream. Event
/// loop only.
class Hub
{
public:
    /// Without a test everybody wantsEvent everything.
    Hub(Broker &broker, FrameEncoder encoder, EventFilter wantsEvent = {});

    using SubscriptionPtr = std::shared_ptr<const Subscription>;
    /// From now on `connection` wantsEvent what concerns its user, these rooms and this session, as
    /// `subscription` says at the time. It stays owned by its caller, who detaches it before it
    /// dies.
    void attach(Connection *connection, const Actor &actor, const std::vector<RoomId> &rooms,
                SubscriptionPtr subscription = std::make_shared<Subscription>());
    /// A room besides those of its user.
    void addRoom(Connection *connection, RoomId room);
    void dropRoom(Connection *connection, RoomId room);
    /// It is one of its user's, or was added.
    bool hasRoom(Connection *connection, RoomId room) const;
    /// Another session of the same user goes on with the connection.
    void setActor(Connection *connection, const Actor &actor);
    /// Called when a direct message was sent to a connection of its recipient.
    using DirectHandler = std::function<void(Connection *connection, const Message &message)>;
    void setDirectHandler(DirectHandler handler) { m_directSent = std::move(handler); }
    /// Harmless for a connection that is not attached; allowed while an event is being delivered.
    void detach(Connection *connection);
    qsizetype connectionCount() const { return m_entries.size(); }
    /// The sessions that have a connection now; a null user has none.
    std::vector<Actor> sessions() const;
    /// The commit position of the last stored change that was published, never falling: whoever is
    /// attached now wantsEvent all that is behind it. It begins where startAt() says, before the
    /// first connection.
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
        SubscriptionPtr subscription;
    };
    using Connections = std::vector<Connection *>;

    void handle(const Event &event);
    void deliver(FrameCache &cache, const Connections &receivers);
    void deliverToRoom(FrameCache &cache, RoomId roomId);
    void deliverToUser(FrameCache &cache, UserId userId);
    void deliverToRooms(FrameCache &cache, const std::vector<RoomId> &rooms);
    bool wantsEvent(const Entry &entry, const Event &event) const;
    void warnSession(FrameCache &cache, const SessionExpiring &expiring);
    void endSessions(FrameCache &cache, const SessionsEnded &ended);
    void subscribe(UserId userId, RoomId roomId);
    void unsubscribe(UserId userId, RoomId roomId);
    void forgetRoom(RoomId roomId);
    Connections connectionsOf(UserId userId) const { return m_users.value(userId); }

    FrameEncoder m_encoder;
    EventFilter m_hears;
    DirectHandler m_directSent;
    RecentFrames m_recent;
    qint64 m_position = 0;
    QHash<Connection *, Entry> m_entries;
    QHash<UserId, Connections> m_users;
    QHash<RoomId, Connections> m_rooms;
};

} // namespace parlance
