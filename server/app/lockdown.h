// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stores/serverstore.h"

namespace parlance {

/// Whether the server is locked down (ServerStore::setLockedDown()). It is kept in memory too, for
/// what is refused before the store is asked. Event loop only.
class Lockdown
{
public:
    explicit Lockdown(ServerStore &store)
        : m_store(store)
    {
    }

    /// At the start, and whenever another process has changed the data.
    void load(Callback<void> done);
    bool isOn() const { return m_isOn; }
    /// LockedDown: nobody may open an account now.
    Result<void> mayRegister() const;
    /// The new state. Conflict: it is so already.
    void set(const AdminAction &action, bool on, Callback<bool> done);

private:
    ServerStore &m_store;
    bool m_isOn = false;
    /// Counts the changes made here: what is read meanwhile may be older.
    quint64 m_changes = 0;
};

} // namespace parlance
