// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/appsocket.h"

#include "delivery/endreason.h"
#include "dialects/credentials.h"
#include "socketio/logging.h"

#include <QPointer>

#include <utility>

namespace parlance {

using namespace Qt::StringLiterals;
using namespace socketio;

QString tokenOf(const http::Request &handshake, const QJsonObject &auth, bool tokenInQuery)
{
    QString token = auth.value("token"_L1).toString();
    if (!token.isEmpty())
        return token;
    token = tokenFromHeaders(handshake.headers);
    if (token.isEmpty() && tokenInQuery)
        token = handshake.queryValue(u"token"_s);
    return token;
}

namespace {

// True if any credential was sent, even an unusable one.
bool showsToken(const http::Request &handshake, const QJsonObject &auth)
{
    const QJsonValue token = auth.value("token"_L1);
    return (!token.isUndefined() && !token.isNull()) ||
           !handshake.headers.value("Authorization").isEmpty() ||
           !handshake.headers.value("access_token").isEmpty() ||
           !handshake.queryValue(u"token"_s).isEmpty();
}

// Of the reference server's texts, those that tell more than that the transport was closed.
EndReason endReasonOf(const QByteArray &text)
{
    static constexpr std::pair<const char *, EndReason> rows[] = {
        {"client namespace disconnect", EndReason::ClientDisconnected},
        {"transport error", EndReason::TransportError},
        {"ping timeout", EndReason::PingTimeout},
        {"parse error", EndReason::ProtocolError},
        {"server shutting down", EndReason::ServerShutdown},
    };
    for (const auto &[name, reason] : rows) {
        if (text == name)
            return reason;
    }
    return EndReason::TransportClosed;
}

} // namespace

AppSocket::AppSocket(ClientConnection &peer, Namespace &nsp, Gateway &gateway,
                     const Options &options)
    : Socket(peer, nsp)
    , m_gateway(gateway)
    , m_options(options)
    , m_wire(canRecover() ? PushFormat::Wire::SocketIoOffsets : PushFormat::Wire::SocketIo)
{
}

void AppSocket::connectRequested(const ConnectRequest &request)
{
    const http::Request &handshake = request.handshake;
    SocketCredentials credentials{tokenOf(handshake, request.auth, m_options.tokenInQuery),
                                  handshake.remoteAddress, handshake.listenerTag,
                                  !showsToken(handshake, request.auth)};
    if (credentials.mayBeMissing)
        credentials.client = clientEvidence(handshake);
    m_dialect = handshake.listenerTag;
    m_gateway.open(this, credentials, [self = QPointer(this)](const Result<Opened> &result) {
        if (self)
            self->opened(result);
    });
}

void AppSocket::opened(const Result<Opened> &result)
{
    if (result) {
        if (result->actor)
            m_session = result->actor->sessionId;
        m_firstPosition = result->position;
        m_recoverable = result->recoverable;
        accept();
        return;
    }
    const Error &error = result.error();
    noteEnd(EndReason::Refused);
    qCDebug(lcSocketIo) << "client refused:" << errorName(error.code);
    // Official clients never reconnect after a CONNECT_ERROR, but do after their transport ends.
    if (isTransient(error.code))
        return closeSession(engineio::CloseReason::TransportError);
    // Existing clients compare this text literally.
    const bool missing = error.code == ErrorCode::AuthenticationRequired;
    QJsonObject data{{u"code"_s, missing ? u"E_AUTH"_s : errorName(error.code)}};
    if (const QString hint = m_gateway.refusalHint(error, m_dialect); !hint.isEmpty())
        data.insert(u"hint"_s, hint);
    refuse({m_gateway.refusalText(error, m_dialect), data});
}

void AppSocket::ended(const QByteArray &reason)
{
    qCDebug(lcSocketIo) << "client ended:" << reason.constData();
    noteEnd(wasSlow() ? EndReason::SlowReader : endReasonOf(reason));
    m_gateway.close(this);
}

// Only events that cannot be calls: packets with attachments.
void AppSocket::eventReceived(const ClientEvent &event)
{
    refuseEvent(event, Error::invalid(u"binary arguments are not supported"_s));
}

void AppSocket::eventPacketReceived(const QByteArray &packet)
{
    // The client may have disconnected before it runs.
    const auto read = [self = QPointer(this), packet,
                       most = m_options.maxAttachments]() -> std::optional<SentCall> {
        auto decoded = decodePacket(packet, most);
        if (!decoded) {
            if (self)
                self->protocolError();
            return std::nullopt;
        }
        const QString name = decoded->array.takeAt(0).toVariant().toString();
        const auto answer = [self, name, ackId = decoded->ackId](const QJsonValue &ack,
                                                                 bool failed) {
            if (self)
                self->answer(name, ackId, ack, failed);
        };
        return SentCall{name, std::move(decoded->array), answer, packet.size()};
    };
    m_gateway.receive(this, packet.size(), read);
}

void AppSocket::answer(const QString &event, std::optional<qint64> ackId, const QJsonValue &ack,
                       bool failed)
{
    if (ackId) {
        acknowledge(*ackId, QJsonArray{ack});
    } else if (failed) {
        QJsonObject error = ack.toObject();
        error.insert(u"event"_s, event);
        sendEvent({u"error"_s, {error}, {}});
    }
}

// It never becomes a call, but counts against the rate limit as one.
void AppSocket::refuseEvent(const ClientEvent &event, const Error &reason)
{
    const auto admitted = m_gateway.admit(this);
    const Error &error = admitted ? reason : admitted.error();
    answer(event.name, event.ackId, QJsonObject{{u"error"_s, toJson(error)}}, true);
}

void AppSocket::send(const Frame &frame)
{
    // A message that was already recovered from the store may still arrive from the hub.
    const bool isRepeat = frame.position > 0 && frame.position <= m_skipUntil;
    m_sentPosition = std::max(m_sentPosition, frame.position);
    if (!frame.payload.isEmpty() && !isRepeat)
        sendShared(frame);
}

void AppSocket::whenDelivered(Task delivered)
{
    Socket::whenDelivered(std::move(delivered));
}

// While it is being restored, nothing is sent.
void AppSocket::heartbeatSent()
{
    m_markedPosition = state() == State::Connected ? m_sentPosition : 0;
}

void AppSocket::heartbeatAnswered(std::optional<std::chrono::milliseconds> roundTrip)
{
    if (state() == State::Connected)
        m_gateway.heartbeatAnswered(this, m_markedPosition, roundTrip);
}

EndReason AppSocket::endReason() const
{
    return m_endReason.value_or(EndReason::TransportClosed);
}

// The first reason is the cause of the others.
void AppSocket::noteEnd(EndReason reason)
{
    if (!m_endReason)
        m_endReason = reason;
}

void AppSocket::disconnect(DisconnectReason reason)
{
    noteEnd(parlance::endReasonOf(reason));
    if (!disconnectRule(reason).mayReconnect)
        return disconnectClient();
    // Official clients that upgrade have stopped polling: only a forced close waits until they have
    // switched to the WebSocket, where they notice the end.
    const bool isStopping = reason == DisconnectReason::ServerShutdown;
    closeSession(isStopping ? engineio::CloseReason::ServerShutdown
                            : engineio::CloseReason::ForcedClose);
}

} // namespace parlance
