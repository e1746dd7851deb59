// SPDX-License-Identifier: GPL-3.0-or-later
#include "realtime/hub.h"

#include <algorithm>

namespace parlance {

namespace {

template <class... Fs>
struct Overloaded : Fs...
{
    using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

template <class Key>
void erase(QHash<Key, std::vector<Connection *>> &table, const Key &key, Connection *connection)
{
    const auto it = table.find(key);
    if (it == table.end())
        return;
    std::erase(*it, connection);
    if (it->empty())
        table.erase(it);
}

} // namespace

Hub::Hub(Broker &broker, FrameEncoder encoder, EventFilter wantsEvent)
    : m_encoder(std::move(encoder))
    , m_hears(std::move(wantsEvent))
{
    broker.subscribe(Broker::Stage::Delivery, [this](const Event &event) { handle(event); });
}

void Hub::attach(Connection *connection, const Actor &actor, const std::vector<RoomId> &rooms,
                 SubscriptionPtr subscription)
{
    Entry &entry = m_entries[connection];
    entry.actor = actor;
    entry.subscription = std::move(subscription);
    if (!actor.userId.isNull())
        m_users[actor.userId].push_back(connection);
    for (const RoomId &room : rooms) {
        if (entry.rooms.contains(room))
            continue;
        entry.rooms.insert(room);
        m_rooms[room].push_back(connection);
    }
}

void Hub::detach(Connection *connection)
{
    const auto it = m_entries.find(connection);
    if (it == m_entries.end())
        return;
    const Entry entry = std::move(*it);
    m_entries.erase(it);
    erase(m_users, entry.actor.userId, connection);
    for (const RoomId &room : entry.rooms)
        erase(m_rooms, room, connection);
}

void Hub::addRoom(Connection *connection, RoomId room)
{
    const auto it = m_entries.find(connection);
    if (it == m_entries.end() || it->rooms.contains(room))
        return;
    it->rooms.insert(room);
    m_rooms[room].push_back(connection);
}

void Hub::dropRoom(Connection *connection, RoomId room)
{
    const auto it = m_entries.find(connection);
    if (it != m_entries.end() && it->rooms.remove(room))
        erase(m_rooms, room, connection);
}

bool Hub::hasRoom(Connection *connection, RoomId room) const
{
    const auto it = m_entries.constFind(connection);
    return it != m_entries.cend() && it->rooms.contains(room);
}

qsizetype Hub::roomCount(Connection *connection) const
{
    const auto it = m_entries.constFind(connection);
    return it == m_entries.cend() ? 0 : it->rooms.size();
}

void Hub::setActor(Connection *connection, const Actor &actor)
{
    const auto it = m_entries.find(connection);
    if (it != m_entries.end() && it->actor.userId == actor.userId)
        it->actor = actor;
}

std::vector<Actor> Hub::sessions() const
{
    std::vector<Actor> actors;
    actors.reserve(size_t(m_entries.size()));
    for (const Entry &entry : m_entries) {
        if (!entry.actor.userId.isNull())
            actors.push_back(entry.actor);
    }
    return actors;
}

void Hub::disconnectAll(DisconnectReason reason)
{
    const QList<Connection *> all = m_entries.keys();
    for (Connection *connection : all) {
        if (m_entries.contains(connection))
            connection->disconnect(reason);
    }
}

void Hub::handle(const Event &event)
{
    m_position = std::max(m_position, positionOf(event));
    FrameCache cache(m_encoder, event);
    std::visit(
        Overloaded{
            [&](const MessagePosted &e) { deliverToRoom(cache, e.message.roomId); },
            [&](const MessageEdited &e) { deliverToRoom(cache, e.message.roomId); },
            [&](const MessageDeleted &e) { deliverToRoom(cache, e.message.roomId); },
            [&](const RoomUpdated &e) { deliverToRoom(cache, e.room.id); },
            [&](const RoomPurged &e) { deliverToRoom(cache, e.roomId); },
            [&](const RoomDeleted &e) {
                deliverToRoom(cache, e.roomId);
                forgetRoom(e.roomId);
            },
            [&](const MemberJoined &e) {
                subscribe(e.user.id, e.room.id);
                deliverToRoom(cache, e.room.id);
            },
            [&](const MemberLeft &e) {
                deliverToRoom(cache, e.roomId);
                unsubscribe(e.user.id, e.roomId);
            },
            [&](const MemberUpdated &e) { deliverToRoom(cache, e.roomId); },
            [&](const MemberEntered &e) { deliverToRoom(cache, e.roomId); },
            [&](const MemberExited &e) { deliverToRoom(cache, e.roomId); },
            [&](const RoomOnlineChanged &e) { deliverToRoom(cache, e.roomId); },
            [&](const InvitationCreated &e) { deliverToUser(cache, e.invitation.inviteeId); },
            [&](const ReadMarkMoved &e) { deliverToUser(cache, e.userId); },
            [&](const PresenceChanged &e) { deliverToRooms(cache, e.rooms); },
            [&](const TypingChanged &e) { deliverToRoom(cache, e.roomId); },
            [&](const UserErased &) { deliver(cache, everybody()); },
            [&](const Announced &e) { announce(e); },
            [&](const Moderated &e) { tellModerated(e); },
            [&](const SessionExpiring &e) { warnSession(cache, e); },
            [&](const SessionsEnded &e) { endSessions(cache, e); },
            [&](const RoleChanged &e) { changeRole(e); },
            [&](const TableChanged &) {},
        },
        event);
}

bool Hub::wantsEvent(const Entry &entry, const Event &event) const
{
    return !m_hears || m_hears(event, *entry.subscription, entry.actor.userId);
}

void Hub::deliver(FrameCache &cache, const Connections &receivers)
{
    const Event &event = cache.event();
    const RoomId room = roomOf(event);
    const auto *posted = std::get_if<MessagePosted>(&event);
    quint64 sent = 0;
    for (Connection *connection : receivers) {
        // Sending to one connection may close another (e.g. a slow one), which is then no longer an
        // entry.
        const auto it = m_entries.constFind(connection);
        if (it == m_entries.cend() || !wantsEvent(*it, event))
            continue;
        const Subscription &subscription = *it->subscription;
        const Frame &frame =
            cache.frame({subscription.dialect, connection->wire(), subscription.rooms.value(room)});
        if (frame.payload.isEmpty())
            continue;
        const bool isDirect = posted && posted->message.recipient &&
                              posted->message.recipient->id == it->actor.userId;
        ++sent;
        connection->send(frame);
        if (isDirect && m_directSent)
            m_directSent(connection, posted->message);
    }
    count(posted, sent);
}

void Hub::count(const MessagePosted *posted, quint64 sent)
{
    m_counters.pushes += sent;
    if (!posted || sent == 0)
        return;
    m_counters.messageDeliveries += sent;
    m_deliveryTimes.sent(posted->parsedAt);
}

void Hub::deliverToRoom(FrameCache &cache, RoomId roomId)
{
    // A copy of pointers: a connection that closes during the loop changes the original.
    deliver(cache, Connections(m_rooms.value(roomId)));
}

void Hub::deliverToUser(FrameCache &cache, UserId userId)
{
    deliver(cache, connectionsOf(userId));
}

void Hub::deliverToRooms(FrameCache &cache, const std::vector<RoomId> &rooms)
{
    QSet<Connection *> receivers;
    for (const RoomId &room : rooms) {
        const auto it = m_rooms.constFind(room);
        if (it != m_rooms.cend())
            receivers.unite(QSet<Connection *>(it->begin(), it->end()));
    }
    deliver(cache, Connections(receivers.begin(), receivers.end()));
}

Hub::Connections Hub::everybody() const
{
    const QList<Connection *> all = m_entries.keys();
    return {all.begin(), all.end()};
}

Hub::Connections Hub::candidates(const Announced &announced) const
{
    if (!announced.room.isNull())
        return m_rooms.value(announced.room);
    if (!announced.user.id.isNull())
        return connectionsOf(announced.user.id);
    return everybody();
}

qsizetype Hub::audienceOf(const Announced &announced) const
{
    Announced shown = announced;
    shown.roomId = announced.room;
    const Event event(shown);
    const Connections all = candidates(announced);
    return std::count_if(all.begin(), all.end(), [&](Connection *connection) {
        return wantsEvent(*m_entries.constFind(connection), event);
    });
}

void Hub::announce(const Announced &announced)
{
    deliverWhereShown(candidates(announced), [&](RoomId latest) {
        Announced shown = announced;
        shown.roomId = announced.room.isNull() ? latest : announced.room;
        return Event(shown);
    });
}

void Hub::tellModerated(const Moderated &moderated)
{
    deliverWhereShown(candidates(moderated.notice), [&](RoomId latest) {
        Moderated shown = moderated;
        shown.notice.roomId = latest;
        return Event(shown);
    });
}

// Some clients only show what belongs to the room that they are in.
void Hub::deliverWhereShown(const Connections &receivers, const EventIn &eventIn)
{
    QHash<RoomId, Connections> places;
    for (Connection *connection : receivers)
        places[m_entries[connection].subscription->latestRoom].push_back(connection);
    for (auto place = places.cbegin(); place != places.cend(); ++place) {
        const Event event = eventIn(place.key());
        FrameCache cache(m_encoder, event);
        deliver(cache, place.value());
    }
}

void Hub::warnSession(FrameCache &cache, const SessionExpiring &expiring)
{
    for (Connection *connection : connectionsOf(expiring.userId)) {
        const auto it = m_entries.constFind(connection);
        if (it != m_entries.cend() && it->actor.sessionId == expiring.sessionId)
            deliver(cache, {connection});
    }
}

void Hub::endSessions(FrameCache &cache, const SessionsEnded &ended)
{
    for (Connection *connection : connectionsOf(ended.userId)) {
        const auto it = m_entries.constFind(connection);
        if (it == m_entries.cend() || !concerns(ended, it->actor.sessionId))
            continue;
        deliver(cache, {connection});
        if (m_entries.contains(connection))
            connection->disconnect(DisconnectReason::SessionEnded);
    }
}

void Hub::changeRole(const RoleChanged &changed)
{
    for (Connection *connection : connectionsOf(changed.userId))
        m_entries[connection].actor.role = changed.role;
}

void Hub::subscribe(UserId userId, RoomId roomId)
{
    for (Connection *connection : connectionsOf(userId))
        addRoom(connection, roomId);
}

void Hub::unsubscribe(UserId userId, RoomId roomId)
{
    for (Connection *connection : connectionsOf(userId))
        dropRoom(connection, roomId);
}

void Hub::forgetRoom(RoomId roomId)
{
    for (Connection *connection : m_rooms.take(roomId))
        m_entries[connection].rooms.remove(roomId);
}

} // namespace parlance
