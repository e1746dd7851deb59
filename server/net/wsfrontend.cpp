// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/wsfrontend.h"

#include "http/syntax.h"
#include "net/commonfields.h"
#include "net/errorresponse.h"
#include "net/memorysocket.h"

#include <QWebSocket>

#include <algorithm>

namespace parlance::net {

namespace {

QList<QString> pathSegments(const QString &path)
{
    return path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
}

bool samePath(const QList<QString> &a, const QList<QString> &b)
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(),
        [](const QString &x, const QString &y) { return x.compare(y, Qt::CaseInsensitive) == 0; });
}

/// RFC 6455 section 4.1: 16 bytes in base64.
bool isKey(const QByteArray &key)
{
    const auto bytes = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    return key.size() == 24 && bytes && bytes.decoded.size() == 16;
}

std::optional<http::Response> protocolRefusal(const http::Request &handshake)
{
    const http::Headers &headers = handshake.headers;
    if (handshake.method != http::Method::Get) {
        http::Response response = errorResponse(405, "A WebSocket begins with GET");
        response.headers.add("Allow", "GET");
        return response;
    }
    if (headers.combined("Sec-WebSocket-Version") != "13") {
        http::Response response = errorResponse(426, "Only WebSocket version 13 is supported");
        response.headers.add("Sec-WebSocket-Version", "13");
        return response;
    }
    if (!isKey(headers.combined("Sec-WebSocket-Key")))
        return errorResponse(400, "Sec-WebSocket-Key is malformed");
    if (!handshake.body.isEmpty())
        return errorResponse(400, "A WebSocket handshake has no body");
    return std::nullopt;
}

/// RFC 6455 section 4.1: tokens, compared literally.
bool offers(const http::Request &handshake, const QByteArray &subprotocol)
{
    const QByteArrayList offered = handshake.headers.combined("Sec-WebSocket-Protocol").split(',');
    return std::any_of(offered.begin(), offered.end(), [&subprotocol](const QByteArray &each) {
        return http::trimmedField(each) == subprotocol;
    });
}

http::Response subprotocolRefusal(const QByteArray &subprotocol)
{
    const QByteArray reason = "The handshake must offer the subprotocol " + subprotocol;
    http::Response response = errorResponse(400, reason.constData());
    response.headers.add("Sec-WebSocket-Protocol", subprotocol);
    return response;
}

/// The fields of a 101 that QWebSocketServer does not know of, as lines.
QByteArray further(const QByteArray &extension, const QByteArray &subprotocol)
{
    QByteArray lines;
    if (!extension.isEmpty())
        lines += "Sec-WebSocket-Extensions: " + extension + "\r\n";
    if (!subprotocol.isEmpty())
        lines += "Sec-WebSocket-Protocol: " + subprotocol + "\r\n";
    return lines;
}

/// The 101 of QWebSocketServer without its CORS fields, which allow every origin, and with further
/// lines.
QByteArray corrected(const QByteArray &answer, const QByteArray &furtherLines)
{
    QByteArray kept;
    for (qsizetype from = 0; from < answer.size();) {
        const qsizetype end = answer.indexOf("\r\n", from);
        const qsizetype next = end < 0 ? answer.size() : end + 2;
        const QByteArrayView line = QByteArrayView(answer).sliced(from, next - from);
        if (line == "\r\n")
            kept.append(furtherLines);
        if (!line.startsWith("Access-Control-"))
            kept.append(line);
        from = next;
    }
    return kept;
}

} // namespace

struct WsFrontend::Handshake
{
    std::unique_ptr<MemorySocket> socket;
    QByteArray furtherLines;
    QByteArray answer;
    Answered answered;
};

WsFrontend::WsFrontend(TimerQueue &timers, const CommonFields &fields, QObject *parent)
    : QObject(parent)
    , m_timers(timers)
    , m_fields(fields)
    , m_server(QString(), QWebSocketServer::NonSecureMode)
{
    connect(&m_server, &QWebSocketServer::newConnection, this, &WsFrontend::finishAnswered);
}

WsFrontend::~WsFrontend() = default;

void WsFrontend::addPath(Path path)
{
    QList<QString> segments = pathSegments(path.path);
    m_paths.emplace_back(std::move(segments), std::move(path));
}

const WsFrontend::Path *WsFrontend::find(const http::Request &handshake) const
{
    for (const auto &[segments, path] : m_paths) {
        if (samePath(segments, handshake.segments))
            return &path;
    }
    return nullptr;
}

std::optional<http::Response> WsFrontend::refusal(const http::Request &handshake) const
{
    const Path *path = find(handshake);
    if (!path)
        return errorResponse(404, "There is no WebSocket here");
    if (auto refused = protocolRefusal(handshake))
        return refused;
    if (!allowsOrigin(*path, handshake.headers.combined("Origin")))
        return errorResponse(403, "This origin is not allowed");
    if (!path->subprotocol.isEmpty() && !offers(handshake, path->subprotocol))
        return subprotocolRefusal(path->subprotocol);
    if (extensions(handshake).malformed)
        return errorResponse(400, "Sec-WebSocket-Extensions is malformed");
    return path->check ? path->check(handshake) : std::nullopt;
}

bool WsFrontend::allowsOrigin(const Path &path, const QByteArray &origin) const
{
    if (path.origins)
        return origin.isEmpty() || path.origins->contains(origin);
    return m_fields.allowsOrigin(origin);
}

/// Without compression the offers are ignored: there is no extension to negotiate.
websocket::ExtensionAnswer WsFrontend::extensions(const http::Request &handshake) const
{
    if (!m_compression)
        return {};
    return websocket::negotiateExtensions(handshake.headers.combined("Sec-WebSocket-Extensions"));
}

void WsFrontend::answer(const http::Request &handshake, Answered answered)
{
    const quint64 id = ++m_lastId;
    auto socket =
        std::make_unique<MemorySocket>([this, id](QByteArrayView bytes) { collect(id, bytes); },
                                       [this, id] { finish(id, false); });
    MemorySocket *const memory = socket.get();
    const Path *const path = find(handshake);
    const QByteArray lines =
        further(extensions(handshake).field, path ? path->subprotocol : QByteArray());
    m_handshakes.emplace(id, new Handshake{std::move(socket), lines, {}, std::move(answered)});
    m_server.handleConnection(memory);
    // Only the key determines the answer: no other client input reaches QWebSocketServer.
    const QByteArray head = "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            "Sec-WebSocket-Key: " +
                            handshake.headers.value("Sec-WebSocket-Key") + "\r\n\r\n";
    memory->feed(head);
}

void WsFrontend::collect(quint64 id, QByteArrayView bytes)
{
    const auto found = m_handshakes.find(id);
    if (found == m_handshakes.end())
        return;
    found->second->answer.append(bytes);
    m_answering = id;
}

void WsFrontend::finishAnswered()
{
    // It announces a connection inside the call that writes the answer.
    while (QWebSocket *socket = m_server.nextPendingConnection())
        socket->deleteLater();
    finish(m_answering, true);
}

void WsFrontend::finish(quint64 id, bool success)
{
    auto node = m_handshakes.extract(id);
    if (node.empty())
        return;
    const auto handshake = std::move(node.mapped());
    handshake->socket->forget();
    // Its QWebSocket, deleted first, still writes a close frame to it.
    handshake->socket.release()->deleteLater();
    handshake->answered(success ? corrected(handshake->answer, handshake->furtherLines)
                                : QByteArray());
}

void WsFrontend::accept(const http::Request &handshake, std::unique_ptr<QTcpSocket> socket)
{
    const Path *path = find(handshake);
    if (!path || !path->accepted)
        return;
    websocket::Options options = path->options;
    options.deflate = extensions(handshake).deflate;
    options.compressor = m_compressor;
    options.counters = m_counters;
    path->accepted(handshake,
                   std::make_unique<websocket::Connection>(std::move(socket), m_timers, options));
}

} // namespace parlance::net
