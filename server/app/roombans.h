// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moderationnotices.h"
#include "stores/roombanstore.h"

namespace parlance {

/// Who is removed from a room, or kept out of it. The rules of Administration hold. Event loop
/// only.
class RoomBans
{
public:
    RoomBans(RoomBanStore &store, Broker &broker, Clock clock = systemNow)
        : m_store(store)
        , m_broker(broker)
        , m_notices(broker, std::move(clock))
    {
    }

    void kick(const AdminAction &action, const QString &room, const QString &user,
              Callback<KickedMember> done);
    void ban(const AdminAction &action, const BanFromRoom &command, Callback<RoomBanChange> done);
    void unban(const AdminAction &action, const QString &room, const QString &user,
               Callback<RoomBanChange> done);
    void list(const RoomBanQuery &query, Callback<RoomBanPage> done);

private:
    RoomBanStore &m_store;
    Broker &m_broker;
    ModerationNotices m_notices;
};

} // namespace parlance
