// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/exchange.h"
#include "http/guard.h"
#include "net/commonfields.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <vector>

namespace parlance::net {

/// The pending answers of one connection, in the order of its requests (RFC 9112 section 9.3.2).
/// Event loop only.
class ReplyQueue
{
public:
    /// `fields` outlive the queue.
    explicit ReplyQueue(const CommonFields &fields)
        : m_fields(fields)
    {
    }

    /// Reserves the place for the answer to a request; `request` is null where it is not known.
    /// Returns the answer's id, which is unique.
    quint64 add(const http::RawRequest &raw, const http::Request *request);
    /// The exchange to notify if the client disconnects. Not owned.
    void setExchange(quint64 id, const http::ExchangePtr &exchange);
    /// The first call with an id counts. False if that answer is not pending (any more).
    bool complete(quint64 id, const http::Response &response);
    bool isEmpty() const { return m_slots.isEmpty(); }
    qsizetype size() const { return m_slots.size(); }
    bool isNextDone() const { return !m_slots.isEmpty() && m_slots.constFirst().done; }
    /// The complete bytes of the next answer. Only if isNextDone().
    QByteArray takeNext();
    /// All open exchanges; empties the queue.
    std::vector<http::ExchangePtr> takeOpen();

private:
    struct Slot
    {
        std::weak_ptr<http::Exchange> exchange;
        /// Of the request, where the answer depends on it.
        CorsRequest cors;
        bool head = false;
        bool keepAlive = true;
        bool done = false;
        /// The complete answer, once it is done.
        QByteArray bytes;
    };

    Slot *find(quint64 id);

    const CommonFields &m_fields;
    QList<Slot> m_slots;
    quint64 m_firstId = 1;
};

} // namespace parlance::net
