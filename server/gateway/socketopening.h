// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calls/admission.h"
#include "gateway/gateway.h"
#include "gateway/sessionexpiry.h"
#include "gateway/witnesses.h"

namespace parlance {

/// Binds a connection to a user: by the token it opens with or, where `legacy.open_sockets` allows
/// it, by a later call. Event loop only.
class SocketOpening
{
public:
    /// All outlive it.
    SocketOpening(Services services, const Registry &registry, Admission &admission, Claims &claims,
                  Hub &hub, SocketEntries &entries, SocketRooms &rooms, Witnesses &witnesses,
                  SessionExpiry &expiry, ConnectionLog &log);

    /// Gateway::open().
    void open(const SocketEntryPtr &entry, const SocketCredentials &credentials,
              Callback<Opened> opened);
    /// A socket without a token has claimed a session. If that fails, it has no user again and may
    /// claim another session.
    void bind(const SocketEntryPtr &entry, const Actor &actor, Callback<void> bound);

private:
    void openWithoutToken(const SocketEntryPtr &entry, const SocketCredentials &credentials,
                          Callback<Opened> opened);
    Result<void> charge(const SocketEntry &entry, const Result<Actor> &actor);
    void setActor(const SocketEntryPtr &entry, const std::optional<Actor> &actor);
    void goOnline(const SocketEntryPtr &entry, const Actor &actor, Callback<Opened> opened);
    void attach(const SocketEntryPtr &entry, const Actor &actor, const std::vector<RoomId> &rooms);

    Services m_services;
    const Registry &m_registry;
    Admission &m_admission;
    Claims &m_claims;
    Hub &m_hub;
    SocketEntries &m_entries;
    SocketRooms &m_rooms;
    Witnesses &m_witnesses;
    SessionExpiry &m_expiry;
    ConnectionLog &m_log;
};

} // namespace parlance
