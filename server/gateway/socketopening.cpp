// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/socketopening.h"

namespace parlance {

SocketOpening::SocketOpening(Services services, const Registry &registry, Admission &admission,
                             Claims &claims, Hub &hub, SocketEntries &entries, SocketRooms &rooms,
                             Witnesses &witnesses, SessionExpiry &expiry, ConnectionLog &log)
    : m_services(services)
    , m_registry(registry)
    , m_admission(admission)
    , m_claims(claims)
    , m_hub(hub)
    , m_entries(entries)
    , m_rooms(rooms)
    , m_witnesses(witnesses)
    , m_expiry(expiry)
    , m_log(log)
{
}

void SocketOpening::open(const SocketEntryPtr &entry, const SocketCredentials &credentials,
                         Callback<Opened> opened)
{
    entry->caller.remoteAddress = credentials.remoteAddress;
    entry->subscription->dialect = credentials.dialect;
    entry->settled = credentials.dialect != 0;
    // It may have opened its transport before the ban.
    if (const auto allowed = m_services.bans.mayConnect(credentials.remoteAddress); !allowed)
        return opened(allowed.error());
    if (credentials.token.isEmpty())
        return openWithoutToken(entry, credentials, std::move(opened));
    m_services.sessions.authenticate(credentials.token, [=, this, opened = std::move(opened)](
                                                            const Result<Actor> &actor) mutable {
        if (!entry->isOpen())
            return;
        if (const auto allowed = charge(*entry, actor); !allowed)
            opened(allowed.error());
        else
            goOnline(entry, *actor, std::move(opened));
    });
}

void SocketOpening::openWithoutToken(const SocketEntryPtr &entry,
                                     const SocketCredentials &credentials, Callback<Opened> opened)
{
    entry->tokenless = true;
    entry->caller.client = credentials.client;
    setActor(entry, {});
    auto allowed = credentials.mayBeMissing
                       ? m_claims.mayOpen(credentials.client, credentials.dialect)
                       : Result<void>(ErrorCode::AuthenticationRequired);
    if (allowed)
        allowed = m_admission.take(RateClass::Opening, entry->caller);
    if (allowed)
        m_hub.attach(entry->connection, {}, {}, entry->subscription);
    opened(allowed ? Result<Opened>(Opened()) : allowed.error());
}

// Counted per account, separately from its calls; an invalid token counts against the address.
Result<void> SocketOpening::charge(const SocketEntry &entry, const Result<Actor> &actor)
{
    Caller caller = entry.caller;
    if (actor)
        caller.actor = *actor;
    const auto rate = actor ? RateClass::Opening : RateClass::Rest;
    if (auto allowed = m_admission.take(rate, caller); !allowed)
        return allowed;
    return actor ? Result<void>() : Result<void>(actor.error());
}

void SocketOpening::setActor(const SocketEntryPtr &entry, const std::optional<Actor> &actor)
{
    m_entries.setActor(entry, actor);
    // One call at a time while it has no user, because the next call may claim one.
    entry->calls->order.setOneAtATime(!actor);
}

void SocketOpening::goOnline(const SocketEntryPtr &entry, const Actor &actor,
                             Callback<Opened> opened)
{
    setActor(entry, actor);
    if (!entry->settled)
        entry->subscription->dialect = m_registry.indexOf(actor.dialect);
    auto ready = [=, this, opened = std::move(opened)](const Result<std::vector<RoomId>> &rooms) {
        if (rooms && (!entry->isOpen() || entry->sessionEnded))
            m_services.presence.disconnect(actor.userId);
        // Calls it has sent with its claim are still executed.
        if (!entry->isOpen())
            return entry->tokenless ? opened(Opened{actor, 0, false}) : void();
        if (!rooms || entry->sessionEnded)
            return opened(rooms ? Error::of(ErrorCode::SessionEnded) : rooms.error());
        attach(entry, actor, *rooms);
        const bool recoverable = m_registry.dialect(entry->subscription->dialect).recovers;
        opened(Opened{actor, m_hub.position(), recoverable});
    };
    m_services.presence.connect(actor.user(), std::move(ready));
}

void SocketOpening::attach(const SocketEntryPtr &entry, const Actor &actor,
                           const std::vector<RoomId> &rooms)
{
    entry->online = true;
    m_hub.detach(entry->connection);
    m_hub.attach(entry->connection, actor, rooms, entry->subscription);
    m_log.authenticated(*entry);
    m_rooms.takeAlong(entry, rooms);
    m_expiry.watch(*entry);
}

void SocketOpening::bind(const SocketEntryPtr &entry, const Actor &actor, Callback<void> bound)
{
    m_witnesses.drop(entry);
    if (!entry->isOpen()) {
        setActor(entry, actor);
        return bound({});
    }
    goOnline(entry, actor, [this, entry, bound = std::move(bound)](const Result<Opened> &opened) {
        if (opened)
            return bound({});
        setActor(entry, std::nullopt);
        entry->sessionEnded = false;
        if (entry->isOpen())
            m_witnesses.ended(entry);
        bound(opened.error());
    });
}

} // namespace parlance
