// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace parlance::engineio {

class Codec;

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
    /// Without the leading type; UTF-8 unless binary.
    QByteArray data;
};

/// An outgoing packet.
struct OutgoingPacket
{
    Packet packet;
    /// The packet as one WebSocket frame if it was encoded once for many receivers; else empty.
    QByteArray webSocketFrame;
};

/// Packets that wait for the transport, in order.
class PacketQueue
{
public:
    void push(OutgoingPacket packet);
    bool isEmpty() const { return m_packets.empty(); }
    /// Total memory of the packets.
    qsizetype bytes() const { return m_bytes; }
    /// Total size of the packets' data.
    qsizetype dataBytes() const;
    /// Number of packets added so far, and number taken out for writing: positions in the order of
    /// everything that a session sends.
    quint64 pushed() const { return m_pushed; }
    quint64 taken() const { return m_taken; }
    void clear();
    std::vector<OutgoingPacket> takeAll();
    /// Takes as many packets from the front as fit into a payload of `maxBytes`, but at least one
    /// if there is one.
    std::vector<OutgoingPacket> takePayload(const Codec &codec, qsizetype maxBytes);

private:
    std::vector<OutgoingPacket> m_packets;
    qsizetype m_bytes = 0;
    quint64 m_pushed = 0;
    quint64 m_taken = 0;
};

} // namespace parlance::engineio
