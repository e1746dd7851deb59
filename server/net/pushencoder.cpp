// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/pushencoder.h"

#include "socketio/packet.h"
#include "websocket/frame.h"

#include <QJsonDocument>

namespace parlance::net {

using namespace Qt::StringLiterals;

namespace {

Frame encodeJson(const RenderedEvent &push)
{
    const QJsonObject envelope{{u"event"_s, push.name}, {u"data"_s, push.data}};
    const QByteArray text = QJsonDocument(envelope).toJson(QJsonDocument::Compact);
    return {text, websocket::encodeFrame(websocket::Opcode::Text, text)};
}

} // namespace

FrameEncoder pushEncoder(const Registry &registry)
{
    return [&registry](const Event &event, PushFormat format) {
        const auto push = registry.dialect(format.dialect).renderEvent(event);
        if (!push)
            return Frame{};
        if (format.wire == PushFormat::Wire::WebSocketJson)
            return encodeJson(*push);
        return socketio::encodeShared(socketio::encodeEvent(push->name, push->data));
    };
}

} // namespace parlance::net
