// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/packet.h"

#include "websocket/frame.h"

#include <utility>

namespace parlance::engineio {

namespace {

constexpr char Separator = '\x1e';
constexpr char BinaryPrefix = 'b';

/// What a waiting packet costs beside its data; keeps a flood of empty ones inside the bound too.
constexpr qsizetype PacketOverhead = sizeof(OutgoingPacket);

qsizetype encodedSize(const Packet &packet)
{
    return 1 + (packet.binary ? (packet.data.size() + 2) / 3 * 4 : packet.data.size());
}

void appendEncoded(QByteArray &out, const Packet &packet)
{
    out += packet.binary ? BinaryPrefix : char(packet.type);
    out += packet.binary ? packet.data.toBase64() : packet.data;
}

Error brokenPacket()
{
    return {ErrorCode::InvalidRequest, QStringLiteral("broken Engine.IO packet"), {}};
}

Result<Packet> decodeBinary(const QByteArray &base64)
{
    auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || base64.size() % 4 != 0)
        return brokenPacket();
    return Packet{PacketType::Message, true, std::move(*decoded)};
}

} // namespace

Result<Packet> decodePacket(const QByteArray &text)
{
    if (text.isEmpty())
        return brokenPacket();
    const char type = text.front();
    if (type == BinaryPrefix)
        return decodeBinary(text.mid(1));
    if (type < char(PacketType::Open) || type > char(PacketType::Noop))
        return brokenPacket();
    return Packet{PacketType(type), false, text.mid(1)};
}

Result<std::vector<Packet>> decodePayload(const QByteArray &body)
{
    if (!body.isValidUtf8())
        return brokenPacket();
    std::vector<Packet> packets;
    packets.reserve(size_t(body.count(Separator) + 1));
    for (qsizetype start = 0; start <= body.size();) {
        const qsizetype found = body.indexOf(Separator, start);
        const qsizetype end = found < 0 ? body.size() : found;
        // A view: decodePacket copies what it keeps.
        auto packet = decodePacket(QByteArray::fromRawData(body.constData() + start, end - start));
        if (!packet)
            return packet.error();
        packets.push_back(*std::move(packet));
        start = end + 1;
    }
    return packets;
}

QByteArray encodePacket(const Packet &packet)
{
    QByteArray out;
    out.reserve(encodedSize(packet));
    appendEncoded(out, packet);
    return out;
}

QByteArray encodeFrame(const Packet &packet)
{
    if (packet.binary)
        return websocket::encodeFrame(websocket::Opcode::Binary, packet.data);
    return websocket::encodeFrame(websocket::Opcode::Text, encodePacket(packet));
}

void PacketQueue::push(OutgoingPacket packet)
{
    m_bytes += packet.packet.data.size() + PacketOverhead;
    m_packets.push_back(std::move(packet));
}

void PacketQueue::clear()
{
    m_packets = {};
    m_bytes = 0;
}

std::vector<OutgoingPacket> PacketQueue::takeAll()
{
    m_bytes = 0;
    return std::exchange(m_packets, {});
}

QByteArray PacketQueue::takePayload(qsizetype maxBytes)
{
    QByteArray payload;
    auto next = m_packets.begin();
    for (; next != m_packets.end(); ++next) {
        const Packet &packet = next->packet;
        if (!payload.isNull()) {
            if (payload.size() + 1 + encodedSize(packet) > maxBytes)
                break;
            payload += Separator;
        }
        appendEncoded(payload, packet);
        m_bytes -= packet.data.size() + PacketOverhead;
    }
    m_packets.erase(m_packets.begin(), next);
    return payload;
}

} // namespace parlance::engineio
