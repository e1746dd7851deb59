// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QByteArray>

#include <vector>

/// The encoding of packets: "Packet encoding" in the protocol's document, revision 4.
namespace parlance::engineio {

enum class PacketType : char {
    Open = '0',
    Close = '1',
    Ping = '2',
    Pong = '3',
    Message = '4',
    Upgrade = '5',
    Noop = '6'
};

struct Packet
{
    PacketType type = PacketType::Noop;
    /// Only messages may be binary.
    bool binary = false;
    /// Without the type in front; UTF-8 unless binary.
    QByteArray data;
};

/// A packet on its way out.
struct OutgoingPacket
{
    Packet packet;
    /// The packet as one WebSocket frame where that was encoded once for many; else empty.
    QByteArray webSocketFrame;
};

/// One packet as text: "4hello", or "b" and base64 for a binary message. `text` must be UTF-8.
/// InvalidRequest for an empty one, an unknown type, or base64 that is not strictly base64.
Result<Packet> decodePacket(const QByteArray &text);
/// The body of a polling POST, packets separated by 0x1e. All or nothing: one broken packet, or
/// bytes that are not UTF-8, break the payload.
Result<std::vector<Packet>> decodePayload(const QByteArray &body);

/// The text form, as in a polling payload; a binary message as base64.
QByteArray encodePacket(const Packet &packet);
/// The packet as a complete WebSocket frame; a binary message raw.
QByteArray encodeFrame(const Packet &packet);

/// What waits for the transport, in order.
class PacketQueue
{
public:
    void push(OutgoingPacket packet);
    bool isEmpty() const { return m_packets.empty(); }
    /// Of the packets' data.
    qsizetype bytes() const { return m_bytes; }
    void clear();
    std::vector<OutgoingPacket> takeAll();
    /// As many packets from the front as fit into a payload of `maxBytes`, but at least one; null
    /// if there are none.
    QByteArray takePayload(qsizetype maxBytes);

private:
    std::vector<OutgoingPacket> m_packets;
    qsizetype m_bytes = 0;
};

} // namespace parlance::engineio
