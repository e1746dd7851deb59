// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moderation.h"

#include "app/answerandpublish.h"

namespace parlance {

void Moderation::mute(const AdminAction &action, const MuteUser &command, Callback<Mute> done)
{
    auto publish = [this](const Mute &mute) {
        m_notices.tell(
            {Measure::Muted, mute.user, mute.roomId, mute.room, mute.until, mute.reason});
    };
    m_store.muteUser(action, command, answerAndPublish(action, std::move(done), publish));
}

void Moderation::unmute(const AdminAction &action, const QString &user, const QString &room,
                        Callback<Mute> done)
{
    auto publish = [this, reason = action.reason](const Mute &ended) {
        m_notices.tell({Measure::Unmuted, ended.user, ended.roomId, ended.room, {}, reason});
    };
    m_store.unmuteUser(action, user, room, answerAndPublish(action, std::move(done), publish));
}

void Moderation::listMutes(const MuteQuery &query, Callback<MutePage> done)
{
    m_store.listMutes(query, std::move(done));
}

} // namespace parlance
