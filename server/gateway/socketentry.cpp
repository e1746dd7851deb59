// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/socketentry.h"

namespace parlance {

namespace {

/// Calls under way while the server stops.
constexpr qsizetype mostAtStop = 1000;

} // namespace

SocketGateway::Entry::Entry(SocketGateway &owner, Connection *connected, quint64 number)
    : id(number)
    , connection(connected)
    , parked(owner.m_timers, owner.m_budget,
             {owner.m_options.roomPatience,
              owner.m_options.roomPatience + owner.m_options.waiting.patience},
             [this](const std::vector<ReadCall> &late) {
                 const EntryPtr self = shared_from_this();
                 for (const ReadCall &read : late)
                     m_gateway.refuse(self, read, m_gateway.notInRoom());
             })
    , m_gateway(owner)
{
}

// Hearing ----------------------------------------------------------------------------------------

void SocketGateway::Entry::enterRoom(RoomId room, const QString &name)
{
    if (!caller.actor && !witness)
        return;
    const bool isNew = listens->enter(room, name);
    if (!isOpen())
        return;
    if (isNew && caller.actor)
        m_gateway.m_listeners.entered(caller.actor->userId, room);
    if (!caller.actor)
        m_gateway.m_hub.addRoom(connection, room);
}

void SocketGateway::Entry::moveTo(RoomId room, const QString &name)
{
    const QList<RoomId> heard = listens->rooms.keys();
    for (const RoomId &other : heard) {
        if (other == room)
            continue;
        listens->leave(other);
        if (isOpen())
            m_gateway.m_listeners.exited(*caller.actor, other);
    }
    listens->currentRoom = room;
    if (isOpen())
        listens->watch = m_gateway.m_services.presence.watch(room);
    enterRoom(room, name);
}

void SocketGateway::Entry::hearDirects()
{
    listens->directs = true;
}

void SocketGateway::Entry::mayListen(Callback<void> done)
{
    m_gateway.findWitness(shared_from_this(), std::move(done));
}

void SocketGateway::Entry::rememberRoom(Callback<void> done)
{
    if (!caller.actor || listens->currentRoom.isNull())
        return done({});
    const SessionId session = caller.actor->sessionId;
    m_gateway.m_lastRooms.moved(session, id, listens->currentRoom, LastRooms::Arrival::Joined,
                                std::move(done));
}

void SocketGateway::Entry::comeBackTo(RoomId room)
{
    moveTo(room, {});
    m_gateway.m_lastRooms.moved(caller.actor->sessionId, id, room, LastRooms::Arrival::CameBack,
                                [](const Result<void> &) {});
}

void SocketGateway::Entry::prolong(const Actor &actor)
{
    if (!isOpen() || !caller.actor || caller.actor->userId != actor.userId)
        return;
    m_gateway.m_lastRooms.ended(caller.actor->sessionId, id);
    caller.actor = actor;
    rememberRoom([](const Result<void> &) {});
    m_gateway.m_hub.setActor(connection, actor);
    m_gateway.startExpiry(shared_from_this());
}

void SocketGateway::Entry::catchUp(Callback<void> done)
{
    if (isOpen() && caller.actor)
        m_gateway.m_deliveries.catchUp(connection, *caller.actor, listens, std::move(done));
    else
        done({});
}

// Waiting ----------------------------------------------------------------------------------------

QString SocketGateway::Entry::allowanceKey() const
{
    return Admission::bucketKey(RateClass::Socket, caller);
}

std::optional<std::chrono::milliseconds> SocketGateway::Entry::takeTurn()
{
    // The store's queue must not overflow either.
    if (m_gateway.m_stopping && m_gateway.m_calls >= mostAtStop)
        return std::chrono::milliseconds(1);
    RateDecision decision;
    if (m_gateway.m_stopping || sessionEnded ||
        m_gateway.m_admission.take(RateClass::Socket, caller, &decision))
        return std::nullopt;
    return decision.wait;
}

void SocketGateway::Entry::proceed(const ReadCall &read)
{
    parked.waitAnew();
    m_gateway.proceed(shared_from_this(), read);
}

void SocketGateway::Entry::giveUp(const ReadCall &read)
{
    m_gateway.refuse(shared_from_this(), read,
                     {ErrorCode::RateLimited, {}, std::chrono::seconds(1)});
}

} // namespace parlance
