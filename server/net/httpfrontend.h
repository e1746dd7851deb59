// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/guard.h"
#include "net/qtcompat.h"

#include <QPointer>

#include <optional>

namespace parlance::net {

class MemorySocket;

/// Turns guarded requests into http::Request by Qt HTTP Server. One in-memory socket carries the
/// heads of all connections: a head goes in whole and comes out inside the same call, so the
/// request being parsed is always the one that was just fed. Handlers run after it, outside of Qt
/// HTTP Server. Event loop only.
class HttpFrontend : public QtHttpServer
{
    Q_OBJECT

public:
    explicit HttpFrontend(QObject *parent = nullptr);
    ~HttpFrontend() override;

    /// False if Qt HTTP Server cannot be bound; it wants a listening port for a moment, on the
    /// loopback interface, on which nothing is accepted.
    bool start();
    /// Nothing if the target is malformed or Qt understood another request than the guard; answer
    /// 400. `remoteAddress` and `secure` are the caller's to fill in.
    std::optional<http::Request> parse(http::RawRequest raw);

protected:
    void requestParsed(const QHttpServerRequest &request) override;

private:
    class Listener;
    bool attach();

    Listener *m_listener = nullptr;
    QPointer<MemorySocket> m_socket;
    const http::RawRequest *m_fed = nullptr;
    std::optional<http::Request> m_parsed;
};

} // namespace parlance::net
