// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roombans.h"

#include "app/answerandpublish.h"

namespace parlance {

void RoomBans::kick(const AdminAction &action, const QString &room, const QString &user,
                    Callback<KickedMember> done)
{
    auto publish = [this, reason = action.reason](const KickedMember &kicked) {
        const Room &left = kicked.details.room;
        // First: its clients show it in the room that they are in.
        m_notices.tell({Measure::Kicked, kicked.user, left.id, left.name, {}, reason});
        m_broker.publish(MemberLeft{left.id, kicked.user, LeaveReason::Kicked, reason});
    };
    m_store.kickFromRoom(action, room, user, answerAndPublish(action, std::move(done), publish));
}

void RoomBans::ban(const AdminAction &action, const BanFromRoom &command,
                   Callback<RoomBanChange> done)
{
    auto publish = [this](const RoomBanChange &change) {
        const RoomBan &ban = change.ban;
        m_notices.tell({Measure::Banned, ban.user, ban.roomId, ban.room, ban.until, ban.reason});
        if (change.wasMember)
            m_broker.publish(MemberLeft{ban.roomId, ban.user, LeaveReason::Banned, ban.reason});
    };
    m_store.banFromRoom(action, command, answerAndPublish(action, std::move(done), publish));
}

void RoomBans::unban(const AdminAction &action, const QString &room, const QString &user,
                     Callback<RoomBanChange> done)
{
    m_store.unbanFromRoom(action, room, user, std::move(done));
}

void RoomBans::list(const RoomBanQuery &query, Callback<RoomBanPage> done)
{
    m_store.listRoomBans(query, std::move(done));
}

} // namespace parlance
