// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/codec.h"
#include "websocket/frame.h"

#include <algorithm>

namespace parlance::engineio {

namespace {

constexpr char LengthEnd = ':';
constexpr char BinaryLengthEnd = '\xff';
/// Prefix of each packet of a binary payload.
constexpr char TextMark = 0;
constexpr char BinaryMark = 1;
/// More than any valid length; avoids an overflow of 32 bits.
constexpr qsizetype maxDigits = 9;
/// In binary packets the type is a number instead of a digit.
constexpr char BinaryMessage = char(PacketType::Message) - '0';

QByteArray encodeBytes(const Packet &packet)
{
    return BinaryMessage + packet.data;
}

/// In UTF-16 units, as JavaScript counts.
qsizetype lengthInUnits(const QByteArray &utf8)
{
    return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xc0) != 0x80; }) +
           std::count_if(utf8.begin(), utf8.end(), [](char c) { return uchar(c) >= 0xf0; });
}

/// Where the next `units` UTF-16 units end; -1 if there are fewer or the end is inside a character.
/// The result is only meaningful for valid UTF-8.
qsizetype endOfUnits(QByteArrayView utf8, qsizetype from, qsizetype units)
{
    while (units > 0 && from < utf8.size()) {
        const uchar lead = uchar(utf8[from]);
        const qsizetype width = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        units -= width == 4 ? 2 : 1;
        from += width;
    }
    return units == 0 && from <= utf8.size() ? from : -1;
}

/// The length at `from`, whose digits begin with `zero`, up to `end`; moves `from` after it.
/// Nothing if it is not a number, not in the form that encoders write, or 0: a packet has a type.
std::optional<qsizetype> takeLength(QByteArrayView body, qsizetype &from, char zero, char end)
{
    qsizetype length = 0;
    for (qsizetype digits = 0; from < body.size() && digits <= maxDigits; ++digits, ++from) {
        if (body[from] == end) {
            ++from;
            return length > 0 ? std::optional(length) : std::nullopt;
        }
        const int digit = uchar(body[from]) - uchar(zero);
        if (digit < 0 || digit > 9 || (digit == 0 && length == 0))
            return std::nullopt;
        length = length * 10 + digit;
    }
    return std::nullopt;
}

void appendLength(QByteArray &payload, qsizetype length, char zero, char end)
{
    for (const char digit : QByteArray::number(length))
        payload += char(digit - '0' + zero);
    payload += end;
}

/// Packets are prefixed with their length, in characters or in bytes; binary ones have their type
/// as a prefix too.
class Codec3 final : public Codec
{
public:
    std::optional<Packet> decodeText(QByteArrayView text) const override
    {
        if (!text.startsWith(binaryPrefix))
            return decodeTyped(text);
        if (text.size() < 2 || text[1] != char(PacketType::Message))
            return std::nullopt;
        auto data = decodeBase64(text.sliced(2));
        if (!data)
            return std::nullopt;
        return Packet{PacketType::Message, true, *std::move(data)};
    }

    std::optional<Packet> decodeBinary(const QByteArray &data) const override
    {
        if (!data.startsWith(BinaryMessage))
            return std::nullopt;
        return Packet{PacketType::Message, true, data.mid(1)};
    }

    bool framesAreRaw() const override { return false; }

    QByteArray encodeFrame(const Packet &packet, bool base64) const override
    {
        if (packet.binary && !base64)
            return websocket::encodeFrame(websocket::Opcode::Binary, encodeBytes(packet));
        return websocket::encodeFrame(websocket::Opcode::Text, encodeText(packet));
    }

    bool takesBinaryBodies() const override { return true; }

    std::optional<Packet> takePacket(QByteArrayView body, bool binary,
                                     qsizetype &from) const override
    {
        auto packet = binary ? takeFromBytes(body, from) : takeFromText(body, from);
        if (from == body.size())
            from = -1;
        return packet;
    }

    qsizetype payloadSize(const Packet &packet) const override
    {
        const qsizetype size = packet.data.size();
        // For the longest of the forms.
        return maxDigits + 3 + (packet.binary ? base64Size(size) : size);
    }

    Payload encodePayload(const std::vector<OutgoingPacket> &packets, bool base64) const override
    {
        const bool anyBinary =
            std::any_of(packets.begin(), packets.end(),
                        [](const OutgoingPacket &next) { return next.packet.binary; });
        Payload payload;
        payload.binary = anyBinary && !base64;
        for (const OutgoingPacket &next : packets) {
            if (payload.binary)
                appendToBytes(payload.body, next.packet);
            else
                appendToText(payload.body, next.packet);
        }
        return payload;
    }

private:
    static QByteArray encodeText(const Packet &packet)
    {
        if (packet.binary)
            return QByteArray(1, binaryPrefix) + char(PacketType::Message) + packet.data.toBase64();
        return encodeTyped(packet);
    }

    std::optional<Packet> takeFromText(QByteArrayView body, qsizetype &from) const
    {
        const auto length = takeLength(body, from, '0', LengthEnd);
        const qsizetype end = length ? endOfUnits(body, from, *length) : -1;
        if (end < 0)
            return std::nullopt;
        const QByteArrayView text = body.sliced(from, end - from);
        from = end;
        return text.isValidUtf8() ? decodeText(text) : std::nullopt;
    }

    std::optional<Packet> takeFromBytes(QByteArrayView body, qsizetype &from) const
    {
        const char mark = from < body.size() ? body[from++] : BinaryLengthEnd;
        if (mark != TextMark && mark != BinaryMark)
            return std::nullopt;
        const auto length = takeLength(body, from, '\0', BinaryLengthEnd);
        if (!length || *length > body.size() - from)
            return std::nullopt;
        const QByteArrayView bytes = body.sliced(from, *length);
        from += *length;
        if (mark == BinaryMark)
            return decodeBinary(bytes.toByteArray());
        return bytes.isValidUtf8() ? decodeText(bytes) : std::nullopt;
    }

    static void appendToText(QByteArray &payload, const Packet &packet)
    {
        const QByteArray text = encodeText(packet);
        appendLength(payload, lengthInUnits(text), '0', LengthEnd);
        payload += text;
    }

    static void appendToBytes(QByteArray &payload, const Packet &packet)
    {
        const QByteArray bytes = packet.binary ? encodeBytes(packet) : encodeTyped(packet);
        payload += packet.binary ? BinaryMark : TextMark;
        appendLength(payload, bytes.size(), '\0', BinaryLengthEnd);
        payload += bytes;
    }
};

} // namespace

const Codec &codec3()
{
    static const Codec3 codec;
    return codec;
}

} // namespace parlance::engineio
