// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/exchange.h"
#include "net/commonfields.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <vector>

namespace parlance::net {

/// The answers that one connection owes, in the order of its requests (RFC 9112 section 9.3.2).
class ReplyQueue
{
public:
    struct Slot
    {
        std::weak_ptr<http::Exchange> exchange;
        /// Of the request, where the answer depends on it.
        CorsRequest cors;
        bool head = false;
        bool keepAlive = true;
        bool done = false;
        /// The whole answer, once it is done.
        QByteArray bytes;
    };

    /// Returns the slot's id, which stays its own.
    quint64 add(Slot slot);
    /// Null if its answer has been taken, or there is none of that id.
    Slot *find(quint64 id);
    bool isEmpty() const { return m_slots.isEmpty(); }
    qsizetype size() const { return m_slots.size(); }
    bool isNextDone() const { return !m_slots.isEmpty() && m_slots.constFirst().done; }
    Slot takeNext();
    /// All that are still open; the queue is empty after it.
    std::vector<std::shared_ptr<http::Exchange>> takeOpen();

private:
    QList<Slot> m_slots;
    quint64 m_firstId = 1;
};

} // namespace parlance::net
