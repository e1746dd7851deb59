// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/witnesses.h"

namespace parlance {

Witnesses::Witnesses(SocketEntries &entries, SocketRooms &rooms, Claims &claims, Hub &hub,
                     TimerQueue &timers, Clock clock)
    : m_entries(entries)
    , m_rooms(rooms)
    , m_claims(claims)
    , m_hub(hub)
    , m_timers(timers)
    , m_clock(std::move(clock))
{
}

void Witnesses::find(const SocketEntryPtr &entry, Callback<void> done)
{
    auto found = [=, this, done = std::move(done)](const Result<Actor> &actor) {
        if (!actor)
            return done(actor.error());
        if (entry->isOpen() && !entry->caller.actor)
            set(entry, *actor);
        done({});
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

void Witnesses::ended(const SocketEntryPtr &entry)
{
    drop(entry);
    const QHash<RoomId, QString> heard = entry->subscription->rooms;
    for (auto room = heard.cbegin(); room != heard.cend(); ++room) {
        entry->subscription->leave(room.key());
        m_hub.dropRoom(entry->connection, room.key());
    }
    if (heard.isEmpty())
        return;
    find(entry, [this, entry, heard](const Result<void> &may) {
        // It may have claimed a user meanwhile.
        const bool isNobody = may && entry->isOpen() && !entry->caller.actor;
        for (auto room = heard.cbegin(); isNobody && room != heard.cend(); ++room)
            m_rooms.enter(*entry, room.key(), room.value());
    });
}

} // namespace parlance
