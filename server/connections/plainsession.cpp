// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/plainsession.h"

#include "delivery/endreason.h"
#include "dialects/credentials.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace parlance {

using namespace Qt::StringLiterals;
using websocket::CloseCode;

namespace {

/// Limit of unanswered delivery pings. A burst of messages sends as many pings and, when the first
/// is answered, one more after the last message, instead of one each.
constexpr size_t maxPings = 4;

/// Unpredictable, so that a client cannot answer a ping that it has not read.
QByteArray newPingPayload()
{
    return QByteArray::number(QRandomGenerator::system()->generate64(), 36);
}

QJsonArray argumentsOf(const QJsonObject &frame)
{
    const QJsonValue data = frame.value(u"data"_s);
    return data.isUndefined() ? QJsonArray() : QJsonArray{data};
}

/// Parses a call of a closed connection; nothing if it is not a valid one.
std::optional<SentCall> readAlone(const QByteArray &text)
{
    const QJsonObject frame = QJsonDocument::fromJson(text).object();
    const QJsonValue event = frame.value(u"event"_s);
    if (!event.isString())
        return std::nullopt;
    return SentCall{event.toString(), argumentsOf(frame), [](const QJsonValue &, bool) {},
                    text.size()};
}

} // namespace

PlainSession::PlainSession(Gateway &gateway, TimerQueue &timers, const http::Request &handshake,
                           std::unique_ptr<websocket::Connection> connection, Options options,
                           QObject *parent)
    : QObject(parent)
    , m_gateway(gateway)
    , m_connection(std::move(connection))
    , m_options(options)
    , m_remoteAddress(handshake.remoteAddress)
    , m_userAgent(handshake.headers.value("User-Agent").left(ConnectionFacts::maxUserAgentBytes))
    , m_dialect(handshake.listenerTag)
    , m_authenticationDeadline(timers)
{
    connect(m_connection.get(), &websocket::Connection::textReceived, this,
            &PlainSession::received);
    connect(m_connection.get(), &websocket::Connection::binaryReceived, this, [this] {
        close(EndReason::ProtocolError, CloseCode::CloseUnsupportedData, "Text frames only");
    });
    connect(m_connection.get(), &websocket::Connection::pongReceived, this, &PlainSession::ponged);
    connect(m_connection.get(), &websocket::Connection::heartbeatSent, this,
            [this] { m_markedPosition = m_sentPosition; });
    connect(m_connection.get(), &websocket::Connection::heartbeatAnswered, this,
            [this](std::chrono::milliseconds roundTrip) {
                m_gateway.heartbeatAnswered(this, m_markedPosition, roundTrip);
            });
    connect(m_connection.get(), &websocket::Connection::closed, this,
            [this](quint16, websocket::Ending ending) { finish(ending); });
    m_authenticationDeadline.start(options.authenticationTimeout, [this] {
        close(EndReason::Refused, CloseCode::ClosePolicyViolation, "Not authenticated in time");
    });
    m_connection->startHeartbeat(m_options.pingInterval, m_options.pingTimeout);
    const QString token = tokenFromHeaders(handshake.headers);
    if (!token.isEmpty())
        authenticate(token, QJsonValue::Undefined);
}

PlainSession::~PlainSession()
{
    if (m_state == State::Closed)
        return;
    m_gateway.close(this);
}

void PlainSession::send(const Frame &frame)
{
    ++m_sent;
    m_sentPosition = std::max(m_sentPosition, frame.position);
    m_connection->sendEncoded(frame.webSocketFrame);
}

void PlainSession::whenDelivered(Task delivered)
{
    if (!m_connection->isOpen())
        return;
    if (!m_deliveries.add(m_sent, std::move(delivered))) {
        m_endReason = EndReason::SlowReader;
        m_connection->abort();
    } else if (m_deliveries.needsProof()) {
        askForProof();
    } else {
        // Nothing was sent since the last confirmation.
        QMetaObject::invokeMethod(
            this, [this] { confirm(0); }, Qt::QueuedConnection);
    }
}

void PlainSession::askForProof()
{
    const quint64 asked = m_pings.empty() ? m_deliveries.confirmed() : m_pings.back().position;
    if (m_deliveries.wanted() <= asked || m_pings.size() >= maxPings)
        return;
    m_pings.push_back({newPingPayload(), m_sent});
    m_connection->sendPing(m_pings.back().payload);
}

void PlainSession::ponged(const QByteArray &payload)
{
    const auto answered =
        std::find_if(m_pings.begin(), m_pings.end(),
                     [&payload](const Ping &ping) { return ping.payload == payload; });
    if (answered == m_pings.end())
        return;
    // It also confirms the earlier pings: a client may skip those.
    const quint64 position = answered->position;
    m_pings.erase(m_pings.begin(), answered + 1);
    confirm(position);
}

void PlainSession::confirm(quint64 position)
{
    if (!m_connection->isOpen())
        return;
    m_deliveries.confirm(position);
    askForProof();
}

void PlainSession::disconnect(DisconnectReason reason)
{
    m_deliveries.clear();
    const DisconnectRule rule = disconnectRule(reason);
    close(endReasonOf(reason), rule.webSocketCode, rule.text);
}

ConnectionFacts PlainSession::facts() const
{
    return {.userAgent = QString::fromUtf8(m_userAgent),
            .protocol = u"plain"_s,
            .transport = u"websocket"_s,
            .roundTrip = m_connection->roundTrip(),
            .messagesIn = m_received,
            .messagesOut = m_sent,
            .bytesIn = m_connection->bytesIn(),
            .bytesOut = m_connection->bytesOut(),
            .backlogBytes = m_connection->bufferedBytes()};
}

void PlainSession::received(const QByteArray &text)
{
    ++m_received;
    receive(text);
}

void PlainSession::receive(const QByteArray &text)
{
    // A client need not wait for its session before it sends calls.
    const bool fits = m_held.isEmpty() || m_heldBytes + text.size() <= m_options.maxHeldBytes;
    if (m_state == State::Opening && fits) {
        m_held.append(text);
        m_heldBytes += text.size();
        return;
    }
    if (m_state != State::Open) {
        read(text);
        return;
    }
    // The client may have disconnected before it runs.
    const auto readCall = [self = QPointer(this), text] {
        return self && self->m_state != State::Closed ? self->read(text) : readAlone(text);
    };
    m_gateway.receive(this, text.size(), readCall);
}

std::optional<SentCall> PlainSession::read(const QByteArray &text)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(text, &parseError);
    const auto refused = [this](const QJsonValue &id, const Error &error) {
        refuse(id, error);
        return std::nullopt;
    };
    if (!document.isObject()) {
        const QString detail = parseError.error == QJsonParseError::NoError
                                   ? u"The frame must hold a JSON object"_s
                                   : u"The frame is not JSON: "_s + parseError.errorString();
        return refused(QJsonValue::Null, Error::badRequest(detail));
    }
    const QJsonObject frame = document.object();
    const QJsonValue id = frame.value(u"id"_s);
    const QJsonValue event = frame.value(u"event"_s);
    if (!event.isString())
        return refused(id, Error::invalid(u"\"event\" must be a string"_s));
    if (event.toString() == "session.authenticate"_L1) {
        const QJsonValue token = frame.value(u"data"_s).toObject().value(u"token"_s);
        if (!token.isString())
            return refused(id, Error::invalid(u"\"token\" must be a string"_s));
        authenticate(token.toString(), id);
        return std::nullopt;
    }
    if (m_state == State::Opening)
        return refused(id, Error::of(ErrorCode::Overloaded));
    if (m_state != State::Open)
        return refused(id, Error::of(ErrorCode::AuthenticationRequired));
    const auto answer = [self = QPointer(this), id](const QJsonValue &ack, bool) {
        if (self)
            self->reply(id, ack.toObject());
    };
    return SentCall{event.toString(), argumentsOf(frame), answer, text.size()};
}

void PlainSession::authenticate(const QString &token, const QJsonValue &id)
{
    if (m_state != State::New)
        return refuse(id,
                      Error::of(ErrorCode::Conflict, u"The connection already has a session"_s));
    m_state = State::Opening;
    m_gateway.open(this, {token, m_remoteAddress, m_dialect, false, {}},
                   [this, id](const Result<Opened> &result) { opened(result, id); });
}

void PlainSession::opened(const Result<Opened> &result, const QJsonValue &id)
{
    const bool isLeaving = m_state == State::Leaving;
    if (!result) {
        m_state = State::New;
        replyError(id, result.error());
        const bool passes = isTransient(result.error().code);
        close(EndReason::Refused,
              passes ? CloseCode::CloseTryAgainLater : CloseCode::ClosePolicyViolation,
              passes ? "Try again later" : "Not authenticated");
        return isLeaving ? leave() : void();
    }
    m_state = State::Open;
    m_refusals = 0;
    m_authenticationDeadline.stop();
    m_gateway.call(
        this, u"account.get"_s, {},
        [this, id, expiresAt = result->actor->expiresAt](const QJsonValue &ack, bool failed) {
            if (failed)
                return reply(id, ack.toObject());
            reply(id, {{u"ok"_s, QJsonObject{{u"account"_s, ack.toObject().value(u"ok"_s)},
                                             {u"expiresAt"_s, toIsoString(expiresAt)}}}});
        });
    m_heldBytes = 0;
    for (const QByteArray &text : std::exchange(m_held, {}))
        receive(text);
    if (isLeaving)
        leave();
}

void PlainSession::reply(const QJsonValue &id, QJsonObject answer)
{
    if (!id.isUndefined())
        answer.insert(u"id"_s, id);
    ++m_sent;
    m_connection->sendText(QJsonDocument(answer).toJson(QJsonDocument::Compact));
}

void PlainSession::replyError(const QJsonValue &id, const Error &error)
{
    reply(id, {{u"error"_s, toJson(error)}});
}

/// For frames that do not reach the gateway and its rate limits.
void PlainSession::refuse(const QJsonValue &id, const Error &error)
{
    m_gateway.frameRefused();
    replyError(id, error);
    ++m_refusals;
    if (m_state == State::Open) {
        if (m_refusals >= m_options.maxBrokenFrames)
            close(EndReason::ProtocolError, CloseCode::CloseInvalidPayload,
                  "Too many broken frames");
    } else if (m_refusals >= m_options.maxErrorsBeforeSession) {
        close(EndReason::Refused, CloseCode::ClosePolicyViolation, "Too many errors");
    }
}

void PlainSession::close(EndReason reason, quint16 code, const QByteArray &text)
{
    if (m_connection->isOpen())
        m_endReason = reason;
    m_connection->close(code, text);
}

void PlainSession::finish(websocket::Ending ending)
{
    m_authenticationDeadline.stop();
    // If this side has ended it, the reason is known.
    if (ending == websocket::Ending::ByPeer)
        m_endReason = EndReason::ClientDisconnected;
    else if (ending == websocket::Ending::Failed)
        m_endReason = EndReason::ProtocolError;
    else if (ending == websocket::Ending::TooSlow)
        m_endReason = EndReason::SlowReader;
    else if (ending == websocket::Ending::TimedOut)
        m_endReason = EndReason::PingTimeout;
    if (m_state == State::Opening)
        m_state = State::Leaving;
    else if (m_state != State::Leaving)
        leave();
}

void PlainSession::leave()
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    m_gateway.close(this);
    deleteLater();
}

} // namespace parlance
