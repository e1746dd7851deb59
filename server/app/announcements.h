// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectionlist.h"
#include "domain/limits.h"
#include "realtime/broker.h"
#include "stores/adminroomstore.h"
#include "stores/adminstore.h"
#include "stores/auditstore.h"

namespace parlance {

struct Announce
{
    QString text = {};
    /// Name or id; empty: not only there.
    QString room = {};
    /// Name or id; empty: not only to them.
    QString user = {};
};

/// What administrators say to connected clients. It is in the log of administrators, but in no
/// history. Event loop only.
class Announcements
{
public:
    struct Stores
    {
        AdminStore &users;
        AdminRoomStore &rooms;
        AuditStore &audit;
    };
    Announcements(const Stores &stores, Broker &broker, Limits limits, Clock clock);
    /// Call it before the first call; `connections` outlives it.
    void setConnections(const ConnectionList &connections) { m_connections = &connections; }

    /// How many connections receive it. ValidationFailed, RoomNotFound, UserNotFound.
    void announce(const AdminAction &action, const Announce &command, Callback<int> done);

private:
    void find(const Announce &command, Announced announced, Callback<Announced> found);
    void send(const AdminAction &action, const Announced &announced, const QString &target,
              Callback<int> done);

    Stores m_stores;
    Broker &m_broker;
    Limits m_limits;
    Clock m_clock;
    IdGenerator m_ids;
    const ConnectionList *m_connections = nullptr;
};

} // namespace parlance
