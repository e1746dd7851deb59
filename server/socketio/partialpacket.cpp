// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/partialpacket.h"

#include <utility>

namespace parlance::socketio {

PartialPacket::PartialPacket(TimerQueue &timers, const Options &options)
    : m_options(options)
    , m_deadline(timers)
{
}

void PartialPacket::begin(Packet packet, Task late)
{
    m_packet = std::move(packet);
    m_deadline.start(m_options.attachmentTimeout, std::move(late));
}

bool PartialPacket::add(const QByteArray &attachment, bool keep)
{
    m_bytes += attachment.size();
    if (m_bytes > m_options.maxAttachmentBytes)
        return false;
    m_attachments.push_back(keep ? attachment : QByteArray());
    return true;
}

bool PartialPacket::isComplete() const
{
    return m_packet && int(m_attachments.size()) == m_packet->attachments;
}

PartialPacket::Whole PartialPacket::take()
{
    Whole whole{*std::move(m_packet), std::move(m_attachments)};
    clear();
    return whole;
}

void PartialPacket::clear()
{
    m_deadline.stop();
    m_packet.reset();
    m_attachments.clear();
    m_bytes = 0;
}

} // namespace parlance::socketio
