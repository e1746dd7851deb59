// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/presence.h"
#include "stores/windowstore.h"

namespace parlance {

/// The tables of users and rooms as administrators scroll in them. The rules of WindowStore hold.
/// Event loop only.
class AdminTables
{
public:
    /// Both outlive it.
    AdminTables(WindowStore &store, const Presence &presence)
        : m_store(store)
        , m_presence(presence)
    {
    }

    void users(UserWindowQuery query, Callback<UserWindow> done)
    {
        m_store.userWindow(std::move(query), std::move(done));
    }
    void rooms(RoomWindowQuery query, Callback<RoomWindow> done)
    {
        m_store.roomWindow(std::move(query), std::move(done));
    }
    /// What the store does not know.
    const Presence &presence() const { return m_presence; }

private:
    WindowStore &m_store;
    const Presence &m_presence;
};

} // namespace parlance
