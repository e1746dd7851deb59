// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/packet.h"

#include "websocket/frame.h"

#include <QJsonDocument>

#include <algorithm>
#include <iterator>

namespace parlance::socketio {

namespace {

using namespace Qt::StringLiterals;

bool isEvent(PacketType type)
{
    return type == PacketType::Event || type == PacketType::BinaryEvent;
}

bool isAck(PacketType type)
{
    return type == PacketType::Ack || type == PacketType::BinaryAck;
}

bool isBinary(PacketType type)
{
    return type == PacketType::BinaryEvent || type == PacketType::BinaryAck;
}

/// Checks that every placeholder refers to an attachment. The parser limits the depth.
bool placeholdersFit(const QJsonValue &value, int attachments)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::all_of(array.begin(), array.end(), [attachments](const QJsonValue &item) {
            return placeholdersFit(item, attachments);
        });
    }
    if (!value.isObject())
        return true;
    const QJsonObject object = value.toObject();
    if (object.value("_placeholder"_L1).toBool()) {
        const qint64 index = object.value("num"_L1).toInteger(-1);
        return index >= 0 && index < attachments;
    }
    return std::all_of(object.begin(), object.end(), [attachments](const QJsonValue &item) {
        return placeholdersFit(item, attachments);
    });
}

/// Qt's parser drops a byte order mark at the beginning of a string, but keeps an escaped one.
QByteArray escapeByteOrderMarks(const QByteArray &json)
{
    static constexpr char mark[] = "\xef\xbb\xbf";
    return json.contains(mark) ? QByteArray(json).replace(mark, "\\ufeff") : json;
}

/// Reads the parts of a packet one after another; each read returns whether the packet is still
/// valid.
class Decoder
{
public:
    Decoder(const QByteArray &message, int maxAttachments)
        : m_message(message)
        , m_maxAttachments(maxAttachments)
    {
    }

    bool decode() { return type() && attachments() && nsp() && ackId() && payload(); }
    Packet take() { return std::move(m_packet); }

private:
    bool type();
    bool attachments();
    bool nsp();
    bool ackId();
    bool payload();
    bool objectPayload(const QJsonDocument &document);
    bool arrayPayload(const QJsonDocument &document);
    /// Digits as a number; nothing if there are none or the number is above `most`.
    std::optional<qint64> number(qint64 most);
    char next() const { return m_at < m_message.size() ? m_message[m_at] : '\0'; }
    bool atEnd() const { return m_at == m_message.size(); }

    const QByteArray &m_message;
    int m_maxAttachments;
    qsizetype m_at = 0;
    Packet m_packet;
};

bool Decoder::type()
{
    const char c = next();
    if (c < char(PacketType::Connect) || c > char(PacketType::BinaryAck))
        return false;
    m_packet.type = PacketType(c);
    ++m_at;
    return true;
}

std::optional<qint64> Decoder::number(qint64 most)
{
    const qsizetype start = m_at;
    qint64 value = 0;
    for (; next() >= '0' && next() <= '9'; ++m_at) {
        value = value * 10 + (next() - '0');
        if (value > most)
            return std::nullopt;
    }
    return m_at > start ? std::optional(value) : std::nullopt;
}

bool Decoder::attachments()
{
    if (!isBinary(m_packet.type))
        return true;
    const auto count = number(m_maxAttachments);
    if (!count || next() != '-')
        return false;
    ++m_at;
    m_packet.attachments = int(*count);
    return true;
}

bool Decoder::nsp()
{
    if (next() != '/')
        return true;
    const qsizetype comma = m_message.indexOf(',', m_at);
    const qsizetype end = comma < 0 ? m_message.size() : comma;
    if (end - m_at > MaxNamespaceBytes)
        return false;
    m_packet.nsp = m_message.mid(m_at, end - m_at);
    m_at = comma < 0 ? end : end + 1;
    // An error repeats the name, so it must not contain control characters (Engine.IO's
    // separator!).
    return std::none_of(m_packet.nsp.begin(), m_packet.nsp.end(),
                        [](char c) { return uchar(c) < 0x20; });
}

bool Decoder::ackId()
{
    if (next() < '0' || next() > '9')
        return !isAck(m_packet.type);
    m_packet.ackId = number(MaxAckId);
    return m_packet.ackId && (isEvent(m_packet.type) || isAck(m_packet.type));
}

bool Decoder::payload()
{
    if (atEnd())
        return m_packet.type == PacketType::Connect || m_packet.type == PacketType::Disconnect;
    const auto json =
        QByteArray::fromRawData(m_message.constData() + m_at, m_message.size() - m_at);
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(escapeByteOrderMarks(json), &error);
    if (error.error != QJsonParseError::NoError)
        return false;
    return isEvent(m_packet.type) || isAck(m_packet.type) ? arrayPayload(document)
                                                          : objectPayload(document);
}

bool Decoder::objectPayload(const QJsonDocument &document)
{
    if (!document.isObject() || m_packet.type == PacketType::Disconnect)
        return false;
    m_packet.object = document.object();
    return true;
}

bool Decoder::arrayPayload(const QJsonDocument &document)
{
    if (!document.isArray())
        return false;
    m_packet.array = document.array();
    if (isEvent(m_packet.type) && !isEventName(m_packet.array.at(0)))
        return false;
    // Without a binary header a placeholder is an ordinary object.
    return !isBinary(m_packet.type) || placeholdersFit(m_packet.array, m_packet.attachments);
}

QByteArray header(PacketType type, int attachments, const QByteArray &nsp)
{
    QByteArray out(1, char(type));
    if (isBinary(type))
        out += QByteArray::number(attachments) + '-';
    if (nsp != MainNamespace)
        out += nsp + ',';
    return out;
}

QByteArray toJson(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray toJson(const QString &text)
{
    const QByteArray array = toJson(QJsonArray{text});
    return array.mid(1, array.size() - 2);
}

} // namespace

Result<Packet> decodePacket(const QByteArray &message, int maxAttachments)
{
    Decoder decoder(message, maxAttachments);
    if (!decoder.decode())
        return Error::badRequest(u"broken Socket.IO packet"_s);
    return decoder.take();
}

bool isEventName(const QJsonValue &name)
{
    static constexpr QLatin1StringView reserved[] = {"connect"_L1,     "connect_error"_L1,
                                                     "disconnect"_L1,  "disconnecting"_L1,
                                                     "newListener"_L1, "removeListener"_L1};
    return name.isDouble() ||
           (name.isString() && std::find(std::begin(reserved), std::end(reserved),
                                         name.toString()) == std::end(reserved));
}

QByteArray encodeConnect(const QByteArray &nsp, const QByteArray &sid, const QByteArray &pid)
{
    QByteArray json = "{\"sid\":\"" + sid + '"';
    if (!pid.isEmpty())
        json += ",\"pid\":\"" + pid + '"';
    return header(PacketType::Connect, 0, nsp) + json + '}';
}

QByteArray encodeLegacyConnect(const QByteArray &nsp)
{
    return header(PacketType::Connect, 0, nsp);
}

QByteArray encodeConnectError(const QByteArray &nsp, const QString &message,
                              const QJsonObject &data)
{
    // Written manually because QJsonObject sorts its keys, and the message must come first.
    QByteArray json = "{\"message\":" + toJson(message);
    if (!data.isEmpty())
        json += ",\"data\":" + toJson(data);
    return header(PacketType::ConnectError, 0, nsp) + json + '}';
}

QByteArray encodeLegacyConnectError(const QByteArray &nsp, const QString &message,
                                    const QJsonObject &data)
{
    return header(PacketType::ConnectError, 0, nsp) +
           (data.isEmpty() ? toJson(message) : toJson(data));
}

QByteArray encodeDisconnect(const QByteArray &nsp)
{
    return header(PacketType::Disconnect, 0, nsp);
}

QByteArray encodeEvent(const QByteArray &nsp, const QJsonArray &array, int attachments,
                       std::optional<qint64> ackId)
{
    const auto type = attachments > 0 ? PacketType::BinaryEvent : PacketType::Event;
    return header(type, attachments, nsp) + (ackId ? QByteArray::number(*ackId) : QByteArray()) +
           toJson(array);
}

QByteArray encodeAck(const QByteArray &nsp, qint64 id, const QJsonArray &array, int attachments)
{
    const auto type = attachments > 0 ? PacketType::BinaryAck : PacketType::Ack;
    return header(type, attachments, nsp) + QByteArray::number(id) + toJson(array);
}

QByteArray encodeEvent(const QString &name, const QJsonValue &data)
{
    return '2' + toJson(data.isUndefined() ? QJsonArray{name} : QJsonArray{name, data});
}

Frame encodeShared(const QByteArray &packet)
{
    return {packet, websocket::encodeFrame(websocket::Opcode::Text, QByteArray('4' + packet))};
}

Encoded encodedForOne(const QByteArray &packet, const std::vector<QByteArray> &attachments)
{
    Encoded encoded{{packet, {}}, {}};
    for (const QByteArray &attachment : attachments)
        encoded.attachments.push_back({attachment, {}});
    return encoded;
}

Encoded encodedForMany(const QByteArray &packet, const std::vector<QByteArray> &attachments)
{
    Encoded encoded{encodeShared(packet), {}};
    for (const QByteArray &attachment : attachments)
        encoded.attachments.push_back(
            {attachment, websocket::encodeFrame(websocket::Opcode::Binary, attachment)});
    return encoded;
}

} // namespace parlance::socketio
