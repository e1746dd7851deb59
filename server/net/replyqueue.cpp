// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/replyqueue.h"

#include <utility>

namespace parlance::net {

quint64 ReplyQueue::add(Slot slot)
{
    m_slots.append(std::move(slot));
    return m_firstId + quint64(m_slots.size()) - 1;
}

ReplyQueue::Slot *ReplyQueue::find(quint64 id)
{
    if (id < m_firstId || id - m_firstId >= quint64(m_slots.size()))
        return nullptr;
    return &m_slots[qsizetype(id - m_firstId)];
}

ReplyQueue::Slot ReplyQueue::takeNext()
{
    ++m_firstId;
    return m_slots.takeFirst();
}

std::vector<std::shared_ptr<http::Exchange>> ReplyQueue::takeOpen()
{
    std::vector<std::shared_ptr<http::Exchange>> open;
    m_firstId += quint64(m_slots.size());
    for (const Slot &slot : std::exchange(m_slots, {})) {
        if (auto exchange = slot.exchange.lock())
            open.push_back(std::move(exchange));
    }
    return open;
}

} // namespace parlance::net
