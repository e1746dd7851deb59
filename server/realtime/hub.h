// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "realtime/broker.h"
#include "realtime/deliverytimes.h"
#include "realtime/framecache.h"
#include "realtime/recentframes.h"
#include "realtime/subscription.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace parlance {

/// The subscriptions of all connections: sends every event of the broker to the connections that it
/// concerns and that are subscribed to it. A connection is subscribed to all rooms of its user.
/// Membership events change these subscriptions, exactly at the event's place in the stream. Event
/// loop only.
class Hub
{
public:
    /// Without a filter every connection receives every event.
    Hub(Broker &broker, FrameEncoder encoder, EventFilter wantsEvent = {});

    using SubscriptionPtr = std::shared_ptr<const Subscription>;
    /// From now on `connection` receives the events of its user, these rooms and this session, as
    /// far as `subscription` includes them at the time. The caller keeps ownership and must detach
    /// the connection before destroying it.
    void attach(Connection *connection, const Actor &actor, const std::vector<RoomId> &rooms,
                SubscriptionPtr subscription = std::make_shared<Subscription>());
    /// Adds a room besides those of its user.
    void addRoom(Connection *connection, RoomId room);
    void dropRoom(Connection *connection, RoomId room);
    /// The room is one of its user's, or was added.
    bool hasRoom(Connection *connection, RoomId room) const;
    /// Of its user and added; 0 if it is not attached.
    qsizetype roomCount(Connection *connection) const;
    /// The connection continues with another session of the same user.
    void setActor(Connection *connection, const Actor &actor);
    /// Called when a direct message was sent to a connection of its recipient.
    using DirectHandler = std::function<void(Connection *connection, const Message &message)>;
    void setDirectHandler(DirectHandler handler) { m_directSent = std::move(handler); }
    /// No effect if the connection is not attached. Allowed while an event is being delivered.
    void detach(Connection *connection);
    qsizetype connectionCount() const { return m_entries.size(); }
    /// The sessions that currently have a connection; connections without a user are not included.
    std::vector<Actor> sessions() const;
    /// The commit position of the last published change, never decreasing: a connection attached
    /// now receives every later change. Its initial value is set by startAt(), before the first
    /// connection.
    qint64 position() const { return m_position; }
    void startAt(qint64 position) { m_position = position; }
    /// Encodes a missed event for a connection of this format; cached for the next one.
    Frame encode(const Event &event, PushFormat format)
    {
        return m_recent.frame(m_encoder, event, format);
    }
    void disconnectAll(DisconnectReason reason);
    /// What was sent as it happened, since the start.
    struct Counters
    {
        /// Frames sent to connections.
        quint64 pushes = 0;
        /// Those of new messages.
        quint64 messageDeliveries = 0;
    };
    const Counters &counters() const { return m_counters; }
    /// Of messages with at least one receiver: DeliveryTimes.
    const LatencyHistogram &deliveryTimes() const { return m_deliveryTimes.times(); }
    /// How many connections would receive it.
    qsizetype audienceOf(const Announced &announced) const;

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
    void count(const MessagePosted *posted, quint64 sent);
    void deliverToRoom(FrameCache &cache, RoomId roomId);
    void deliverToUser(FrameCache &cache, UserId userId);
    void deliverToRooms(FrameCache &cache, const std::vector<RoomId> &rooms);
    bool wantsEvent(const Entry &entry, const Event &event) const;
    Connections everybody() const;
    Connections candidates(const Announced &announced) const;
    void announce(const Announced &announced);
    void tellModerated(const Moderated &moderated);
    using EventIn = std::function<Event(RoomId place)>;
    void deliverWhereShown(const Connections &receivers, const EventIn &eventIn);
    void warnSession(FrameCache &cache, const SessionExpiring &expiring);
    void changeRole(const RoleChanged &changed);
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
    Counters m_counters;
    DeliveryTimes m_deliveryTimes;
    QHash<Connection *, Entry> m_entries;
    QHash<UserId, Connections> m_users;
    QHash<RoomId, Connections> m_rooms;
};

} // namespace parlance
