// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/payloadreader.h"
#include "target.h"

#include <QUtf8StringView>

#include <algorithm>

/// The first byte chooses the size of payloads, the rest is a packet and a polling payload, of both
/// revisions.
namespace parlance::fuzz {

namespace {

using engineio::Codec;
using engineio::OutgoingPacket;
using engineio::Packet;
using engineio::PacketType;
using Packets = std::vector<Packet>;

bool isSame(const Packet &a, const Packet &b)
{
    return a.type == b.type && a.binary == b.binary && a.data == b.data;
}

bool isSame(const Packets &a, const Packets &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Packet &x, const Packet &y) { return isSame(x, y); });
}

/// What a client takes out of an unmasked frame.
QByteArray payloadOf(const QByteArray &frame)
{
    const int length = uchar(frame.at(1));
    const qsizetype header = length < 126 ? 2 : length == 126 ? 4 : 10;
    return frame.mid(header);
}

/// The frame as a client would read it.
void checkFrame(const Codec &codec, const Packet &packet, bool base64)
{
    const QByteArray frame = codec.encodeFrame(packet, base64);
    const bool binary = frame.front() == '\x82';
    FUZZ_CHECK(binary || frame.front() == '\x81');
    FUZZ_CHECK(binary == (packet.binary && !base64));
    const QByteArray payload = payloadOf(frame);
    const auto again = binary ? codec.decodeBinary(payload) : codec.decodeText(payload);
    FUZZ_CHECK(again && isSame(*again, packet));
}

void checkText(const Codec &codec, const QByteArray &text)
{
    const auto packet = codec.decodeText(text);
    if (!packet)
        return;
    FUZZ_CHECK(packet->type >= PacketType::Open && packet->type <= PacketType::Noop);
    FUZZ_CHECK(!packet->binary || packet->type == PacketType::Message);
    FUZZ_CHECK(packet->data.size() < text.size());
    FUZZ_CHECK(packet->binary || engineio::encodeTyped(*packet) == text);
    checkFrame(codec, *packet, false);
    checkFrame(codec, *packet, true);
}

void checkBinary(const Codec &codec, const QByteArray &data)
{
    if (const auto packet = codec.decodeBinary(data))
        checkFrame(codec, *packet, !packet->binary);
    const Packet message{PacketType::Message, true, data};
    checkFrame(codec, message, false);
    checkFrame(codec, message, true);
}

std::optional<Packets> decodeAll(const Codec &codec, const QByteArray &body, bool binary)
{
    Packets packets;
    for (qsizetype from = 0; from >= 0;) {
        const qsizetype before = from;
        const auto packet = codec.takePacket(body, binary, from);
        if (!packet)
            return std::nullopt;
        FUZZ_CHECK(from == -1 || (from > before && from <= body.size()));
        packets.push_back(*packet);
    }
    return packets;
}

/// Looked at in steps of any size, a body is as sound as it is as a whole, and holds the same.
void checkReader(const Codec &codec, const QByteArray &body, bool binary,
                 const std::optional<Packets> &packets)
{
    for (const qsizetype step : {1, 7, 1000}) {
        engineio::PayloadReader reader(codec, body, binary);
        for (qsizetype left = body.size() + 1;
             reader.state() == engineio::PayloadReader::State::Checking; --left) {
            FUZZ_CHECK(left > 0);
            reader.check(step);
        }
        FUZZ_CHECK((reader.state() == engineio::PayloadReader::State::Sound) ==
                   packets.has_value());
        if (!packets)
            continue;
        Packets read;
        while (!reader.atEnd()) {
            const qsizetype before = reader.bytesLeft();
            read.push_back(reader.next());
            FUZZ_CHECK(reader.bytesLeft() < before);
        }
        FUZZ_CHECK(reader.bytesLeft() == 0 && isSame(read, *packets));
    }
}

/// Revision 4 has one way to write a payload down.
void checkCanonical(const QByteArray &body, const Packets &packets)
{
    std::vector<OutgoingPacket> all;
    for (const Packet &packet : packets)
        all.push_back({packet, {}});
    const auto again = engineio::codec4().encodePayload(all, true);
    const bool binary = std::any_of(packets.begin(), packets.end(),
                                    [](const Packet &packet) { return packet.binary; });
    // Bits of base64 that mean nothing may differ.
    FUZZ_CHECK(binary ? again.body.size() == body.size() : again.body == body);
}

/// What waits for polls arrives whole and in order, in payloads no larger than they may be.
void checkQueue(const Codec &codec, const Packets &packets, qsizetype most, bool base64)
{
    engineio::PacketQueue queue;
    for (const Packet &packet : packets)
        queue.push({packet, {}});
    Packets arrived;
    while (!queue.isEmpty()) {
        const auto part = queue.takePayload(codec, most);
        const auto payload = codec.encodePayload(part, base64);
        FUZZ_CHECK(!payload.binary || !base64);
        FUZZ_CHECK(payload.body.size() <= most || part.size() == 1);
        const auto decoded = decodeAll(codec, payload.body, payload.binary);
        FUZZ_CHECK(decoded && decoded->size() == part.size());
        arrived.insert(arrived.end(), decoded->begin(), decoded->end());
    }
    FUZZ_CHECK(queue.bytes() == 0);
    FUZZ_CHECK(queue.takePayload(codec, most).empty());
    FUZZ_CHECK(isSame(arrived, packets));
}

void checkPayload(const Codec &codec, const QByteArray &body, bool binary, qsizetype most)
{
    const auto packets = decodeAll(codec, body, binary);
    checkReader(codec, body, binary, packets);
    if (!packets)
        return;
    if (&codec == &engineio::codec4())
        checkCanonical(body, *packets);
    FUZZ_CHECK(!packets->empty());
    FUZZ_CHECK(binary || QUtf8StringView(body).isValidUtf8());
    checkQueue(codec, *packets, most, false);
    checkQueue(codec, *packets, most, true);
}

} // namespace

void judge(QByteArrayView input)
{
    if (input.isEmpty())
        return;
    const qsizetype most = qsizetype(uchar(input.front())) * 8;
    const QByteArray body = input.sliced(1).toByteArray();
    for (const Codec *codec : {&engineio::codec3(), &engineio::codec4()}) {
        if (QUtf8StringView(body).isValidUtf8())
            checkText(*codec, body);
        checkBinary(*codec, body);
        checkPayload(*codec, body, false, most);
        if (codec->takesBinaryBodies())
            checkPayload(*codec, body, true, most);
    }
}

} // namespace parlance::fuzz
