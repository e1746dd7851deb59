// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

namespace parlance {

/// The contract of storage, which is split into roles by its users' needs. Every call returns at
/// once; the callback runs exactly once, on the thread that owns the store (the event loop), never
/// inside the call. Writes take effect and are answered in the order of the calls, whatever their
/// role, after they are on disk, so commit order is answer order. Every method with an `actor`
/// checks the actor's permission in its own transaction. Any method may answer StorageFailed,
/// BannedFromRoom (a call by a user who may not be in the room it names), Overloaded (the queue is
/// full), ShuttingDown or Internal (the database refused one of its
/// statements); the others are named there. The suite in tests/contract runs for every
/// implementation.
class StoreRole
{
public:
    virtual ~StoreRole() = default;
};

} // namespace parlance
