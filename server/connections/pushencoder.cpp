// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/pushencoder.h"

#include "socketio/packet.h"
#include "websocket/frame.h"

#include <QJsonDocument>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

Frame encodeJson(const RenderedEvent &push)
{
    const QJsonObject envelope{{u"event"_s, push.name}, {u"data"_s, push.data}};
    const QByteArray text = QJsonDocument(envelope).toJson(QJsonDocument::Compact);
    return {text, websocket::encodeFrame(websocket::Opcode::Text, text)};
}

// The offset is the last argument: a client that supports recovery takes any string there for one.
QByteArray withOffset(QByteArray packet, qint64 position)
{
    return packet.insert(packet.size() - 1, ",\"" + QByteArray::number(position) + '"');
}

Frame encode(const RenderedEvent &push, PushFormat::Wire wire, qint64 position)
{
    if (wire == PushFormat::Wire::WebSocketJson)
        return encodeJson(push);
    QByteArray packet = socketio::encodeEvent(push.name, push.data);
    if (wire == PushFormat::Wire::SocketIoOffsets && position > 0)
        packet = withOffset(std::move(packet), position);
    return socketio::encodeShared(packet);
}

} // namespace

FrameEncoder pushEncoder(const Registry &registry)
{
    return [&registry](const Event &event, const PushFormat &format) {
        const Dialect &dialect = registry.dialect(format.dialect);
        const auto push = dialect.renderEvent(event, format.roomName);
        if (!push)
            return Frame{};
        const qint64 position = positionOf(event);
        Frame frame = encode(*push, format.wire, dialect.recovers ? position : 0);
        frame.position = position;
        return frame;
    };
}

} // namespace parlance
