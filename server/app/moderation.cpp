// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moderation.h"

namespace parlance {

void Moderation::mute(const AdminAction &action, const MuteUser &command, Callback<Mute> done)
{
    m_store.muteUser(action, command, std::move(done));
}

void Moderation::unmute(const AdminAction &action, const QString &user, const QString &room,
                        Callback<Mute> done)
{
    m_store.unmuteUser(action, user, room, std::move(done));
}

void Moderation::listMutes(const MuteQuery &query, Callback<MutePage> done)
{
    m_store.listMutes(query, std::move(done));
}

} // namespace parlance
