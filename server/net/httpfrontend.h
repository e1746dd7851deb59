// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/guard.h"
#include "net/qtcompat.h"

#include <QPointer>

#include <optional>

namespace parlance::net {

class MemorySocket;

/// Converts guarded requests into http::Request with Qt HTTP Server. One in-memory socket carries
/// the heads of all connections: a whole head is fed and its request returned inside the same call,
/// so the request being parsed is always the one that was just fed. Handlers run afterwards,
/// outside of Qt HTTP Server. Event loop only.
class HttpFrontend : public QtHttpServer
{
    Q_OBJECT

public:
    explicit HttpFrontend(QObject *parent = nullptr);
    ~HttpFrontend() override;

    /// False if Qt HTTP Server cannot be bound. It needs a listening port for a moment, on the
    /// loopback interface, on which nothing is accepted.
    bool start();
    /// Nothing if the target is malformed or Qt parsed a different request than the guard; answer
    /// 400. The caller fills in `remoteAddress` and `secure`.
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
