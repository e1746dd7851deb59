// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"

#include <QByteArray>
#include <QUrl>

#include <memory>
#include <vector>

namespace parlance::fuzz {

/// A request as Qt HTTP Server understood it.
struct QtRequest
{
    http::Method method = http::Method::Other;
    QUrl url;
    http::Headers headers;
    QByteArray body;
    /// How many bytes of the connection were read up to its end.
    qsizetype end = 0;
};

/// Qt HTTP Server behind an in-memory connection.
class QtReader
{
public:
    QtReader();
    ~QtReader();

    /// All requests that it finds in what a client sends on a new connection.
    std::vector<QtRequest> read(QByteArrayView bytes);

private:
    class Server;
    class Listener;
    std::unique_ptr<Server> m_server;
    Listener *m_listener;
};

} // namespace parlance::fuzz
