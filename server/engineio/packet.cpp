// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/packet.h"

#include "engineio/codec.h"

#include <iterator>
#include <utility>

namespace parlance::engineio {

namespace {

/// Memory of a queued packet besides its data, so that many empty packets reach the limit too.
constexpr qsizetype PacketOverhead = sizeof(OutgoingPacket);

} // namespace

void PacketQueue::push(OutgoingPacket packet)
{
    m_bytes += packet.packet.data.size() + PacketOverhead;
    ++m_pushed;
    m_packets.push_back(std::move(packet));
}

qsizetype PacketQueue::dataBytes() const
{
    return m_bytes - qsizetype(m_packets.size()) * PacketOverhead;
}

void PacketQueue::clear()
{
    m_packets = {};
    m_bytes = 0;
}

std::vector<OutgoingPacket> PacketQueue::takeAll()
{
    m_bytes = 0;
    m_taken += m_packets.size();
    return std::exchange(m_packets, {});
}

std::vector<OutgoingPacket> PacketQueue::takePayload(const Codec &codec, qsizetype maxBytes)
{
    qsizetype size = 0;
    auto end = m_packets.begin();
    for (; end != m_packets.end(); ++end) {
        size += codec.payloadSize(end->packet);
        if (size > maxBytes && end != m_packets.begin())
            break;
    }
    if (end == m_packets.end())
        return takeAll();
    std::vector<OutgoingPacket> taken(std::make_move_iterator(m_packets.begin()),
                                      std::make_move_iterator(end));
    m_packets.erase(m_packets.begin(), end);
    m_taken += taken.size();
    for (const OutgoingPacket &next : taken)
        m_bytes -= next.packet.data.size() + PacketOverhead;
    return taken;
}

} // namespace parlance::engineio
