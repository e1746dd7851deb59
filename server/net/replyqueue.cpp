// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/replyqueue.h"

#include <utility>

namespace parlance::net {

quint64 ReplyQueue::add(const http::RawRequest &raw, const http::Request *request)
{
    Slot slot;
    slot.head = raw.method == http::Method::Head;
    slot.keepAlive = raw.keepAlive;
    if (request)
        slot.cors = m_fields.corsRequest(*request);
    m_slots.append(std::move(slot));
    return m_firstId + quint64(m_slots.size()) - 1;
}

void ReplyQueue::setExchange(quint64 id, const http::ExchangePtr &exchange)
{
    if (Slot *slot = find(id))
        slot->exchange = exchange;
}

bool ReplyQueue::complete(quint64 id, const http::Response &response)
{
    Slot *slot = find(id);
    if (!slot || slot->done)
        return false;
    slot->bytes = http::serialize(response, slot->keepAlive, slot->head,
                                  m_fields.linesFor(response, slot->cors));
    slot->done = true;
    return true;
}

ReplyQueue::Slot *ReplyQueue::find(quint64 id)
{
    if (id < m_firstId || id - m_firstId >= quint64(m_slots.size()))
        return nullptr;
    return &m_slots[qsizetype(id - m_firstId)];
}

QByteArray ReplyQueue::takeNext()
{
    ++m_firstId;
    return m_slots.takeFirst().bytes;
}

std::vector<http::ExchangePtr> ReplyQueue::takeOpen()
{
    std::vector<http::ExchangePtr> open;
    m_firstId += quint64(m_slots.size());
    for (const Slot &slot : std::exchange(m_slots, {})) {
        if (auto exchange = slot.exchange.lock())
            open.push_back(std::move(exchange));
    }
    return open;
}

} // namespace parlance::net
