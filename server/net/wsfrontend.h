// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"
#include "websocket/connection.h"
#include "websocket/extensions.h"

#include <QByteArrayList>
#include <QObject>
#include <QWebSocketServer>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace parlance::net {

class CommonFields;
class MemorySocket;

/// WebSocket handshakes (RFC 6455 section 4.2): checked here, answered by QWebSocketServer through
/// an in-memory socket; the frames after them are handled by websocket::Connection. Event loop
/// only.
class WsFrontend : public QObject
{
    Q_OBJECT

public:
    struct Path
    {
        /// "/ws"; literal segments, case-insensitive, with an optional trailing slash.
        QString path;
        websocket::Options options;
        /// Called after the protocol's checks and before the 101: a returned response refuses the
        /// handshake. May be empty.
        std::function<std::optional<http::Response>(const http::Request &handshake)> check;
        std::function<void(const http::Request &handshake,
                           std::unique_ptr<websocket::Connection> connection)>
            accepted;
        /// Of the pages that may open it, instead of those that CommonFields allows. A client
        /// without Origin is no page.
        std::optional<QByteArrayList> origins = {};
        /// The subprotocol that a client must offer (RFC 6455 section 1.9); empty: none is agreed
        /// on.
        QByteArray subprotocol = {};
    };
    /// Receives the bytes of the 101 response; empty if QWebSocketServer refused: answer 400.
    using Answered = std::function<void(const QByteArray &answer)>;

    /// Both must outlive it.
    WsFrontend(TimerQueue &timers, const CommonFields &fields, QObject *parent = nullptr);
    ~WsFrontend() override;

    void addPath(Path path);
    /// Whether clients that offer permessage-deflate get it; for handshakes from now on. Default:
    /// off.
    void setCompression(bool on) { m_compression = on; }

    const websocket::Counters &counters() const { return *m_counters; }

    /// For HttpConnection, in this order. The response instead of 101, if any: 400, 403 (an origin
    /// that is not allowed), 404, 405, 426 or the path's own refusal.
    std::optional<http::Response> refusal(const http::Request &handshake) const;
    /// `answered` runs in a later turn of the event loop.
    void answer(const http::Request &handshake, Answered answered);
    /// The 101 is written: takes over the socket.
    void accept(const http::Request &handshake, std::unique_ptr<QTcpSocket> socket);

private:
    struct Handshake;

    websocket::ExtensionAnswer extensions(const http::Request &handshake) const;
    const Path *find(const http::Request &handshake) const;
    bool allowsOrigin(const Path &path, const QByteArray &origin) const;
    void collect(quint64 id, QByteArrayView bytes);
    void finishAnswered();
    void finish(quint64 id, bool success);

    TimerQueue &m_timers;
    const CommonFields &m_fields;
    std::vector<std::pair<QList<QString>, Path>> m_paths;
    QWebSocketServer m_server;
    std::map<quint64, std::unique_ptr<Handshake>> m_handshakes;
    quint64 m_lastId = 0;
    bool m_compression = false;
    /// Shared, because connections may outlive this object.
    const std::shared_ptr<websocket::Compressor> m_compressor =
        std::make_shared<websocket::Compressor>();
    /// Shared like the compressor.
    const std::shared_ptr<websocket::Counters> m_counters = std::make_shared<websocket::Counters>();
    /// The handshake that QWebSocketServer has just answered.
    quint64 m_answering = 0;
};

} // namespace parlance::net
