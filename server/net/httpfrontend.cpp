// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpfrontend.h"

#include "net/log.h"
#include "net/memorysocket.h"

#include <utility>

namespace parlance::net {

namespace {

using QtMethod = QHttpServerRequest::Method;

http::Method methodOf(QtMethod method)
{
    switch (method) {
    case QtMethod::Get:
        return http::Method::Get;
    case QtMethod::Head:
        return http::Method::Head;
    case QtMethod::Post:
        return http::Method::Post;
    case QtMethod::Put:
        return http::Method::Put;
    case QtMethod::Patch:
        return http::Method::Patch;
    case QtMethod::Delete:
        return http::Method::Delete;
    case QtMethod::Options:
        return http::Method::Options;
    default:
        return http::Method::Other;
    }
}

} // namespace

/// Passes our socket to Qt HTTP Server, which accepts sockets from a QTcpServer only.
class HttpFrontend::Listener : public QTcpServer
{
public:
    using QTcpServer::QTcpServer;

    void give(QTcpSocket *socket)
    {
        addPendingConnection(socket);
        Q_EMIT newConnection();
    }
};

HttpFrontend::HttpFrontend(QObject *parent)
    : QtHttpServer(parent)
{
}

HttpFrontend::~HttpFrontend()
{
    delete m_socket;
}

bool HttpFrontend::start()
{
    return attach();
}

bool HttpFrontend::attach()
{
    const bool first = !m_listener;
    if (first)
        m_listener = new Listener(this);
    if (!m_listener->listen(QHostAddress::LocalHost) &&
        !m_listener->listen(QHostAddress::LocalHostIPv6)) {
        qCCritical(lcNet, "Qt HTTP Server cannot be bound: %ls",
                   qUtf16Printable(m_listener->errorString()));
        return false;
    }
    if (first && !bindListener(*this, m_listener))
        return false;
    auto socket = std::make_unique<MemorySocket>();
    m_socket = socket.get();
    m_listener->give(socket.release());
    // Later versions of Qt own the socket; 6.4 does not set a parent.
    if (!m_socket->parent())
        m_socket->setParent(this);
    // No connection was accepted, because this turn of the event loop has not ended.
    m_listener->close();
    return true;
}

std::optional<http::Request> HttpFrontend::parse(http::RawRequest raw)
{
    if ((!m_socket || m_socket->state() != QAbstractSocket::ConnectedState) && !attach())
        return std::nullopt;
    m_fed = &raw;
    m_parsed.reset();
    m_socket->feed(raw.head);
    m_fed = nullptr;
    std::optional<http::Request> request = std::exchange(m_parsed, std::nullopt);
    if (!request) {
        qCWarning(lcNet, "Qt HTTP Server and the guard disagree about a request");
        // Discards the rest of that request, so that it cannot mix with the next one.
        if (m_socket)
            m_socket->leave();
        return std::nullopt;
    }
    if (!http::parseTarget(raw.target, *request))
        return std::nullopt;
    request->body = std::move(raw.body);
    request->http10 = raw.http10;
    return request;
}

void HttpFrontend::requestParsed(const QHttpServerRequest &parsed)
{
    if (!m_fed || m_parsed)
        return;
    http::Request request;
    request.method = methodOf(parsed.method());
    request.headers = headersOf(parsed);
    if (request.method == m_fed->method && request.headers.fields().size() == m_fed->headerCount)
        m_parsed = std::move(request);
}

} // namespace parlance::net
