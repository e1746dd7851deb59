// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "stores/storerole.h"

namespace parlance {

struct StoreSize
{
    qint64 accounts = 0;
    /// Public and private ones.
    qint64 rooms = 0;
    qint64 bytes = 0;
    qint64 schema = 0;
};

/// The state of the whole server. The rules of AdminStore hold.
class ServerStore : public StoreRole
{
public:
    virtual void isLockedDown(Callback<bool> done) = 0;
    /// While the server is locked down, only members post and join, and nobody opens an account;
    /// plain users make no rooms. The new state. Conflict: it is so already.
    virtual void setLockedDown(AdminAction action, bool lockedDown, Callback<bool> done) = 0;
    /// Counts: takes long with very many accounts.
    virtual void measure(Callback<StoreSize> done) = 0;
};

} // namespace parlance
