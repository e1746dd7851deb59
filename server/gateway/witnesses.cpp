// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/witnesses.h"

namespace parlance {

Witnesses::Witnesses(Rooms &access, SocketEntries &entries, SocketRooms &rooms, Claims &claims,
                     Hub &hub, TimerQueue &timers, Clock clock)
    : m_access(access)
    , m_entries(entries)
    , m_rooms(rooms)
    , m_claims(claims)
    , m_hub(hub)
    , m_timers(timers)
    , m_clock(std::move(clock))
{
}

void Witnesses::listen(const SocketEntryPtr &entry, RoomId room, Callback<void> done)
{
    find(entry, [=, this, done = std::move(done)](const Result<Actor> &witness) mutable {
        witness ? enter(entry, *witness, room, std::move(done)) : done(witness.error());
    });
}

void Witnesses::find(const SocketEntryPtr &entry, Callback<Actor> done)
{
    auto found = [=, this, done = std::move(done)](const Result<Actor> &actor) {
        if (actor && entry->isOpen() && !entry->caller.actor) {
            const bool isOther = entry->witness && entry->witness->userId != actor->userId;
            const QList<RoomId> heard = isOther ? leaveAll(*entry) : QList<RoomId>();
            set(entry, *actor);
            enterAll(entry, *actor, heard);
        }
        done(actor);
    };
    m_claims.findSession(entry->subscription->dialect, entry->caller.client, std::move(found));
}

void Witnesses::set(const SocketEntryPtr &entry, const std::optional<Actor> &witness)
{
    m_entries.setWitness(entry, witness);
    if (!witness)
        return;
    entry->expiry = std::make_unique<Deadline>(m_timers);
    const auto left = std::max(witness->expiresAt - m_clock(), std::chrono::milliseconds(0));
    entry->expiry->start(left, [this, weak = std::weak_ptr(entry)] {
        if (const SocketEntryPtr expired = weak.lock())
            ended(expired);
    });
}

// Membership of the witness is not enough: the socket may not be that user's.
void Witnesses::enter(const SocketEntryPtr &entry, const Actor &witness, RoomId room,
                      Callback<void> done)
{
    auto found = [=, this, revision = entry->revision,
                  done = std::move(done)](const Result<RoomView> &view) mutable {
        if (!view)
            return done(view.error());
        if (view->room.kind != RoomKind::Public)
            return done(ErrorCode::RoomNotFound);
        if (entry->revision != revision)
            return listen(entry, room, std::move(done));
        // It may have claimed a user meanwhile.
        if (!entry->caller.actor)
            m_rooms.enter(*entry, room, {});
        done({});
    };
    m_access.find(witness, room, std::move(found));
}

void Witnesses::enterAll(const SocketEntryPtr &entry, const Actor &witness,
                         const QList<RoomId> &rooms)
{
    for (const RoomId &room : rooms)
        enter(entry, witness, room, [](const Result<void> &) {});
}

void Witnesses::leave(SocketEntry &entry, RoomId room)
{
    ++entry.revision;
    entry.subscription->leave(room);
    m_hub.dropRoom(entry.connection, room);
}

QList<RoomId> Witnesses::leaveAll(SocketEntry &entry)
{
    const QList<RoomId> heard = entry.subscription->rooms.keys();
    for (const RoomId &room : heard)
        leave(entry, room);
    return heard;
}

void Witnesses::ended(const SocketEntryPtr &entry)
{
    drop(entry);
    ++entry->revision;
    const QList<RoomId> heard = leaveAll(*entry);
    if (heard.isEmpty())
        return;
    find(entry, [=, this](const Result<Actor> &witness) {
        if (witness)
            enterAll(entry, *witness, heard);
    });
}

void Witnesses::removed(UserId user, RoomId room)
{
    const QList<SocketEntryPtr> witnessed = m_entries.witnessedBy(user);
    for (const SocketEntryPtr &entry : witnessed)
        leave(*entry, room);
}

} // namespace parlance
