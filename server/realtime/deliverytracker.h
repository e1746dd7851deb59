// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <list>

namespace parlance {

/// Who waits to hear that a client has what was sent to it. A position is a number of things sent
/// on one connection, in order: the client has "up to 5" if it has the first five of them. The
/// owner counts, and knows what proves that they have arrived. No threads, no timers.
class DeliveryTracker
{
public:
    /// As many as there can be packets in the buffer of a session with the default bounds; a client
    /// that lets more pile up is not worth the memory.
    static constexpr size_t maxWaiting = 65536;

    /// `delivered` runs once inside a later confirm(), or never. `position` is never below an
    /// earlier one. False: too many wait, and it was not taken.
    [[nodiscard]] bool add(quint64 position, std::function<void()> delivered);
    /// What the last one waits for; 0 if nobody does.
    quint64 wanted() const { return m_waiting.empty() ? 0 : m_waiting.back().position; }
    /// How much the client is known to have.
    quint64 confirmed() const { return m_confirmed; }
    /// Whether somebody waits for more than is known.
    bool needsProof() const { return wanted() > m_confirmed; }

    /// The client has everything up to `position`. Runs who waited for no more than is known, in
    /// the order of add(). They may call anything here, clear() included, after which no other one
    /// runs; whom they add waits for another confirm(). An older position does no harm.
    void confirm(quint64 position);
    /// Nobody waits any more.
    void clear() { m_waiting.clear(); }

private:
    struct Waiting
    {
        quint64 position;
        std::function<void()> delivered;
    };

    /// Most sessions have nobody who waits: empty, it takes no memory.
    std::list<Waiting> m_waiting;
    quint64 m_confirmed = 0;
};

} // namespace parlance
