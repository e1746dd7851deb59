// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delivery/connection.h"
#include "shared/result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <vector>

/// The packet encoding ("Packet encoding" in the protocol's document, revision 5).
namespace parlance::socketio {

enum class PacketType : char {
    Connect = '0',
    Disconnect = '1',
    Event = '2',
    Ack = '3',
    ConnectError = '4',
    BinaryEvent = '5',
    BinaryAck = '6'
};

/// The main namespace, which packets omit.
inline constexpr char MainNamespace[] = "/";
/// Ack ids are JavaScript numbers: above this value they lose precision.
constexpr qint64 MaxAckId = (qint64(1) << 53) - 1;
/// Maximum size of a namespace's name, with the query that clients of revision 4 append.
constexpr qsizetype MaxNamespaceBytes = qsizetype(8) * 1024;

struct Packet
{
    PacketType type = PacketType::Event;
    /// Number of binary messages that follow; their placeholders are {"_placeholder":true,"num":n}.
    int attachments = 0;
    /// As received; in revision 4 of the protocol with a query (Revision::normalize()).
    QByteArray nsp = QByteArrayLiteral("/");
    std::optional<qint64> ackId;
    /// The payload of CONNECT ({} if it has none) and CONNECT_ERROR.
    QJsonObject object;
    /// The payload of events (the name included) and acks.
    QJsonArray array;
};

/// Strict; `message` must be UTF-8. InvalidRequest for any violation: an unknown type, an
/// attachment count that is not a number or above `maxAttachments`, a namespace above
/// MaxNamespaceBytes, an ack id above MaxAckId or on a packet that has none, a payload of the wrong
/// type, JSON nested deeper than Qt's parser allows (1024), a reserved event name, a placeholder
/// out of range.
Result<Packet> decodePacket(const QByteArray &message, int maxAttachments);

/// Whether an event may have this name: a number, or a string that is not one of the client
/// library's own events.
bool isEventName(const QJsonValue &name);

/// Answers CONNECT: 0{"sid":"…"}, with "pid" if there is one.
QByteArray encodeConnect(const QByteArray &nsp, const QByteArray &sid, const QByteArray &pid = {});
/// Answers CONNECT in the protocol's revision 4: without payload.
QByteArray encodeLegacyConnect(const QByteArray &nsp);
/// Refuses CONNECT: 4{"message":…,"data":{…}}; without `data` if that is empty.
QByteArray encodeConnectError(const QByteArray &nsp, const QString &message,
                              const QJsonObject &data = {});
/// Refuses CONNECT in the protocol's revision 4: `data`, or the message if that is empty.
QByteArray encodeLegacyConnectError(const QByteArray &nsp, const QString &message,
                                    const QJsonObject &data = {});
QByteArray encodeDisconnect(const QByteArray &nsp);
/// `array` begins with the event's name; with attachments it holds their placeholders.
QByteArray encodeEvent(const QByteArray &nsp, const QJsonArray &array, int attachments = 0,
                       std::optional<qint64> ackId = std::nullopt);
QByteArray encodeAck(const QByteArray &nsp, qint64 id, const QJsonArray &array,
                     int attachments = 0);

/// A push in the main namespace: 2["name",data]; without data if that is undefined.
QByteArray encodeEvent(const QString &name, const QJsonValue &data);
/// The packet together with its WebSocket frame as an Engine.IO message, for many receivers.
Frame encodeShared(const QByteArray &packet);

/// An outgoing packet and its attachments. The frames' `webSocketFrame` are empty if it is for one
/// receiver.
struct Encoded
{
    Frame packet;
    std::vector<Frame> attachments;
};
Encoded encodedForOne(const QByteArray &packet, const std::vector<QByteArray> &attachments = {});
Encoded encodedForMany(const QByteArray &packet, const std::vector<QByteArray> &attachments = {});

} // namespace parlance::socketio
