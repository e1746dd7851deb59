// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/packet.h"
#include "target.h"

#include <QJsonDocument>
#include <QUtf8StringView>

#include <algorithm>

/// The first byte chooses how many attachments may be, the rest is one packet.
namespace parlance::fuzz {

namespace {

using socketio::Packet;
using socketio::PacketType;

bool isSame(const Packet &a, const Packet &b)
{
    return a.type == b.type && a.attachments == b.attachments && a.nsp == b.nsp &&
           a.ackId == b.ackId && a.object == b.object && a.array == b.array;
}

bool isEvent(const Packet &packet)
{
    return packet.type == PacketType::Event || packet.type == PacketType::BinaryEvent;
}

bool isAck(const Packet &packet)
{
    return packet.type == PacketType::Ack || packet.type == PacketType::BinaryAck;
}

bool isBinary(const Packet &packet)
{
    return packet.type == PacketType::BinaryEvent || packet.type == PacketType::BinaryAck;
}

/// "Packet encoding" of the protocol's document, in its order.
QByteArray encode(const Packet &packet)
{
    QByteArray out(1, char(packet.type));
    if (isBinary(packet))
        out += QByteArray::number(packet.attachments) + '-';
    if (packet.nsp != "/")
        out += packet.nsp + ',';
    if (packet.ackId)
        out += QByteArray::number(*packet.ackId);
    if (isEvent(packet) || isAck(packet))
        return out + QJsonDocument(packet.array).toJson(QJsonDocument::Compact);
    if (packet.type == PacketType::Disconnect)
        return out;
    return out + QJsonDocument(packet.object).toJson(QJsonDocument::Compact);
}

void checkRules(const Packet &packet, int maxAttachments)
{
    FUZZ_CHECK(packet.type >= PacketType::Connect && packet.type <= PacketType::BinaryAck);
    FUZZ_CHECK(packet.attachments >= 0 && packet.attachments <= maxAttachments);
    FUZZ_CHECK(isBinary(packet) || packet.attachments == 0);
    FUZZ_CHECK(packet.nsp.startsWith('/') && !packet.nsp.contains(',') &&
               !packet.nsp.contains('\x1e') && packet.nsp.size() <= socketio::MaxNamespaceBytes);
    FUZZ_CHECK(!packet.ackId || (*packet.ackId >= 0 && *packet.ackId <= socketio::MaxAckId));
    FUZZ_CHECK(!packet.ackId || isEvent(packet) || isAck(packet));
    FUZZ_CHECK(!isAck(packet) || packet.ackId);
    FUZZ_CHECK(isEvent(packet) || isAck(packet) || packet.array.isEmpty());
    if (isEvent(packet)) {
        const QJsonValue name = packet.array.at(0);
        FUZZ_CHECK(name.isString() || name.isDouble());
        for (const char *reserved : {"connect", "connect_error", "disconnect", "disconnecting",
                                     "newListener", "removeListener"})
            FUZZ_CHECK(name.toString() != QLatin1String(reserved));
    }
}

/// The highest number of a placeholder anywhere in it, and how many there are.
void countPlaceholders(const QJsonValue &value, qint64 &highest)
{
    if (value.isArray()) {
        for (const QJsonValue item : value.toArray())
            countPlaceholders(item, highest);
        return;
    }
    const QJsonObject object = value.toObject();
    if (object.value(QLatin1String("_placeholder")) == QJsonValue(true)) {
        const double number = object.value(QLatin1String("num")).toDouble(-1);
        FUZZ_CHECK(number >= 0 && number == double(qint64(number)));
        highest = std::max(highest, qint64(number));
        return;
    }
    for (const QJsonValue item : object)
        countPlaceholders(item, highest);
}

/// What the server itself writes for such a packet is the same.
void checkOwnEncoder(const Packet &packet, const QByteArray &encoded)
{
    if (isBinary(packet) && packet.attachments == 0)
        return;
    if (isAck(packet))
        FUZZ_CHECK(socketio::encodeAck(packet.nsp, *packet.ackId, packet.array,
                                       packet.attachments) == encoded);
    if (isEvent(packet))
        FUZZ_CHECK(socketio::encodeEvent(packet.nsp, packet.array, packet.attachments,
                                         packet.ackId) == encoded);
    if (packet.type == PacketType::Disconnect)
        FUZZ_CHECK(socketio::encodeDisconnect(packet.nsp) == encoded);
}

} // namespace

void judge(QByteArrayView input)
{
    if (input.isEmpty() || !QUtf8StringView(input.sliced(1)).isValidUtf8())
        return;
    const int maxAttachments = uchar(input.front()) % 16;
    const QByteArray message = input.sliced(1).toByteArray();
    const auto packet = socketio::decodePacket(message, maxAttachments);
    if (!packet)
        return;
    checkRules(*packet, maxAttachments);
    if (isBinary(*packet)) {
        qint64 highest = -1;
        countPlaceholders(packet->array, highest);
        FUZZ_CHECK(highest < packet->attachments);
    }
    const QByteArray encoded = encode(*packet);
    const auto again = socketio::decodePacket(encoded, maxAttachments);
    FUZZ_CHECK(again && isSame(*again, *packet));
    // The second time nothing may change any more.
    FUZZ_CHECK(encode(*again) == encoded);
    checkOwnEncoder(*packet, encoded);
}

} // namespace parlance::fuzz
