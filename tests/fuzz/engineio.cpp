// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/packet.h"
#include "target.h"

#include <QUtf8StringView>

#include <algorithm>

/// The first byte chooses the size of payloads, the rest is a packet and a polling payload.
namespace parlance::fuzz {

namespace {

using engineio::Packet;
using engineio::PacketType;

bool isSame(const Packet &a, const Packet &b)
{
    return a.type == b.type && a.binary == b.binary && a.data == b.data;
}

bool isSame(const std::vector<Packet> &a, const std::vector<Packet> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Packet &x, const Packet &y) { return isSame(x, y); });
}

/// The frame as a client would read it: opcode and payload.
void checkFrame(const Packet &packet)
{
    const QByteArray frame = engineio::encodeFrame(packet);
    const QByteArray payload = packet.binary ? packet.data : engineio::encodePacket(packet);
    FUZZ_CHECK(frame.endsWith(payload));
    FUZZ_CHECK(frame.front() == (packet.binary ? '\x82' : '\x81'));
    FUZZ_CHECK(packet.binary || payload.front() == char(packet.type));
}

void checkPacket(const QByteArray &text)
{
    const auto packet = engineio::decodePacket(text);
    if (!packet)
        return;
    FUZZ_CHECK(packet->type >= PacketType::Open && packet->type <= PacketType::Noop);
    FUZZ_CHECK(!packet->binary || packet->type == PacketType::Message);
    FUZZ_CHECK(packet->data.size() < text.size());
    const QByteArray encoded = engineio::encodePacket(*packet);
    FUZZ_CHECK(packet->binary ? encoded.size() == text.size() : encoded == text);
    const auto again = engineio::decodePacket(encoded);
    FUZZ_CHECK(again && isSame(*again, *packet));
    checkFrame(*packet);
}

QByteArray join(const std::vector<Packet> &packets)
{
    QByteArray body;
    for (const Packet &packet : packets) {
        body += body.isEmpty() ? "" : "\x1e";
        body += engineio::encodePacket(packet);
    }
    return body;
}

/// What waits for polls arrives whole and in order, in payloads no larger than they may be.
void checkQueue(const std::vector<Packet> &packets, qsizetype most)
{
    engineio::PacketQueue queue;
    for (const Packet &packet : packets)
        queue.push({packet, {}});
    std::vector<Packet> arrived;
    while (!queue.isEmpty()) {
        const QByteArray payload = queue.takePayload(most);
        const auto part = engineio::decodePayload(payload);
        FUZZ_CHECK(part && !part->empty());
        FUZZ_CHECK(payload.size() <= most || part->size() == 1);
        arrived.insert(arrived.end(), part->begin(), part->end());
    }
    FUZZ_CHECK(queue.bytes() == 0);
    FUZZ_CHECK(queue.takePayload(most).isNull());
    FUZZ_CHECK(isSame(arrived, packets));
}

void checkPayload(const QByteArray &body, qsizetype most)
{
    const auto packets = engineio::decodePayload(body);
    if (!packets)
        return;
    FUZZ_CHECK(QUtf8StringView(body).isValidUtf8());
    FUZZ_CHECK(qsizetype(packets->size()) == body.count('\x1e') + 1);
    const bool binary = std::any_of(packets->begin(), packets->end(),
                                    [](const Packet &packet) { return packet.binary; });
    const QByteArray encoded = join(*packets);
    FUZZ_CHECK(encoded.size() == body.size() && (binary || encoded == body));
    const auto again = engineio::decodePayload(encoded);
    FUZZ_CHECK(again && isSame(*again, *packets));
    checkQueue(*packets, most);
}

/// Whatever is in it: bytes that a server sends in a poll come out as they went in.
void checkBinary(const QByteArray &data)
{
    const Packet packet{PacketType::Message, true, data};
    const auto again = engineio::decodePacket(engineio::encodePacket(packet));
    FUZZ_CHECK(again && isSame(*again, packet));
}

} // namespace

void judge(QByteArrayView input)
{
    if (input.isEmpty())
        return;
    const qsizetype most = qsizetype(uchar(input.front())) * 8;
    const QByteArray body = input.sliced(1).toByteArray();
    if (QUtf8StringView(body).isValidUtf8())
        checkPacket(body);
    checkPayload(body, most);
    checkBinary(body);
}

} // namespace parlance::fuzz
