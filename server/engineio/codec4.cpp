// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/codec.h"
#include "websocket/frame.h"

namespace parlance::engineio {

namespace {

constexpr char Separator = '\x1e';

/// Packets are text, separated by 0x1e in payloads; a binary message is "b" and base64 there, and
/// raw in a WebSocket.
class Codec4 final : public Codec
{
public:
    std::optional<Packet> decodeText(QByteArrayView text) const override
    {
        if (!text.startsWith(binaryPrefix))
            return decodeTyped(text);
        auto data = decodeBase64(text.sliced(1));
        if (!data)
            return std::nullopt;
        return Packet{PacketType::Message, true, *std::move(data)};
    }

    std::optional<Packet> decodeBinary(const QByteArray &data) const override
    {
        return Packet{PacketType::Message, true, data};
    }

    bool framesAreRaw() const override { return true; }

    QByteArray encodeFrame(const Packet &packet, bool base64) const override
    {
        if (packet.binary && !base64)
            return websocket::encodeFrame(websocket::Opcode::Binary, packet.data);
        return websocket::encodeFrame(websocket::Opcode::Text, encodeText(packet));
    }

    // Only revision 3 has binary bodies; the reference server refuses them too.
    bool takesBinaryBodies() const override { return false; }

    std::optional<Packet> takePacket(QByteArrayView body, bool, qsizetype &from) const override
    {
        const qsizetype found = body.indexOf(Separator, from);
        const QByteArrayView text = body.sliced(from, (found < 0 ? body.size() : found) - from);
        from = found < 0 ? -1 : found + 1;
        return text.isValidUtf8() ? decodeText(text) : std::nullopt;
    }

    qsizetype payloadSize(const Packet &packet) const override
    {
        const qsizetype size = packet.data.size();
        return 2 + (packet.binary ? base64Size(size) : size);
    }

    Payload encodePayload(const std::vector<OutgoingPacket> &packets, bool) const override
    {
        qsizetype size = 0;
        for (const OutgoingPacket &next : packets)
            size += payloadSize(next.packet);
        Payload payload;
        payload.body.reserve(size);
        for (const OutgoingPacket &next : packets) {
            if (!payload.body.isEmpty())
                payload.body += Separator;
            payload.body += encodeText(next.packet);
        }
        return payload;
    }

private:
    static QByteArray encodeText(const Packet &packet)
    {
        return packet.binary ? binaryPrefix + packet.data.toBase64() : encodeTyped(packet);
    }
};

} // namespace

const Codec &codec4()
{
    static const Codec4 codec;
    return codec;
}

} // namespace parlance::engineio
