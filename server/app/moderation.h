// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moderationnotices.h"
#include "stores/moderationstore.h"

namespace parlance {

/// What moderators of the server do against users. The rules of Administration hold. Event loop
/// only.
class Moderation
{
public:
    Moderation(ModerationStore &store, Broker &broker, Clock clock = systemNow)
        : m_store(store)
        , m_notices(broker, std::move(clock))
    {
    }

    void mute(const AdminAction &action, const MuteUser &command, Callback<Mute> done);
    void unmute(const AdminAction &action, const QString &user, const QString &room,
                Callback<Mute> done);
    void listMutes(const MuteQuery &query, Callback<MutePage> done);

private:
    ModerationStore &m_store;
    ModerationNotices m_notices;
};

} // namespace parlance
