// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/uniquefunction.h"

#include <QtGlobal>

#include <list>

namespace parlance {

/// Callbacks waiting for a client to confirm what was sent to it. A position is the number of items
/// sent so far on one connection: "up to 5" means that the client has the first five. The owner
/// counts, and knows what confirms their arrival. No threads, no timers.
class DeliveryTracker
{
public:
    /// The number of packets that fit into the buffer of a session with the default bounds. A
    /// client that lets more callbacks wait uses too much memory.
    static constexpr size_t maxWaiting = 65536;

    /// `delivered` runs once inside a later confirm(), or never. `position` is never below an
    /// earlier one. False: too many are waiting, and it was not added.
    [[nodiscard]] bool add(quint64 position, Task delivered);
    /// The highest position that a callback waits for; 0 if none waits.
    quint64 wanted() const { return m_waiting.empty() ? 0 : m_waiting.back().position; }
    /// The position up to which the client has confirmed.
    quint64 confirmed() const { return m_confirmed; }
    /// Whether a callback waits for more than is confirmed.
    bool needsProof() const { return wanted() > m_confirmed; }

    /// The client has everything up to `position`. Runs the callbacks that wait for no more than
    /// that, in the order of add(). They may call any function here. After a clear() no further one
    /// runs; one that is added waits for another confirm(). An older position has no effect.
    void confirm(quint64 position);
    /// Discards all callbacks.
    void clear() { m_waiting.clear(); }

private:
    struct Waiting
    {
        quint64 position;
        Task delivered;
    };

    /// A list, because it takes no memory while empty: in most sessions nothing waits.
    std::list<Waiting> m_waiting;
    quint64 m_confirmed = 0;
};

} // namespace parlance
