// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpreader.h"

#include "net/memorysocket.h"
#include "net/qtcompat.h"
#include "target.h"

namespace parlance::fuzz {

namespace {

http::Method methodOf(QHttpServerRequest::Method method)
{
    using Qt = QHttpServerRequest::Method;
    constexpr std::pair<Qt, http::Method> known[] = {
        {Qt::Get, http::Method::Get},         {Qt::Head, http::Method::Head},
        {Qt::Post, http::Method::Post},       {Qt::Put, http::Method::Put},
        {Qt::Patch, http::Method::Patch},     {Qt::Delete, http::Method::Delete},
        {Qt::Options, http::Method::Options},
    };
    for (const auto &[theirs, ours] : known) {
        if (theirs == method)
            return ours;
    }
    return http::Method::Other;
}

} // namespace

class QtReader::Server : public net::QtHttpServer
{
public:
    std::vector<QtRequest> seen;

protected:
    void requestParsed(const QHttpServerRequest &request) override
    {
        seen.push_back({methodOf(request.method()), request.url(), net::headersOf(request),
                        request.body(), 0});
    }
};

class QtReader::Listener : public QTcpServer
{
public:
    using QTcpServer::QTcpServer;

    void give(QTcpSocket *socket)
    {
        addPendingConnection(socket);
        Q_EMIT newConnection();
    }
};

QtReader::QtReader()
    : m_server(std::make_unique<Server>())
    , m_listener(new Listener(m_server.get()))
{
    FUZZ_CHECK(m_listener->listen(QHostAddress::LocalHost));
    FUZZ_CHECK(net::bindListener(*m_server, m_listener));
}

QtReader::~QtReader() = default;

std::vector<QtRequest> QtReader::read(QByteArrayView bytes)
{
    auto *const socket = new net::MemorySocket;
    m_listener->give(socket);
    m_server->seen.clear();
    size_t before = 0;
    socket->feed(bytes);
    // It takes one request each time that it is told there is something to read.
    while (m_server->seen.size() > before) {
        before = m_server->seen.size();
        m_server->seen.back().end = bytes.size() - socket->bytesAvailable();
        if (socket->bytesAvailable() > 0)
            socket->feed({});
    }
    socket->leave();
    delete socket;
    return std::move(m_server->seen);
}

} // namespace parlance::fuzz
