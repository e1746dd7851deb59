// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QTcpServer>

#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
#include <QHttpHeaders>
#endif

/// The differences between Qt 6.4 and later versions. Every check of QT_VERSION in Parlance is
/// here.
namespace parlance::net {

/// QAbstractHttpServer with one virtual function that is the same on every version of Qt. A
/// responder is never kept: replies do not go through Qt HTTP Server.
class QtHttpServer : public QAbstractHttpServer
{
public:
    using QAbstractHttpServer::QAbstractHttpServer;

protected:
    virtual void requestParsed(const QHttpServerRequest &request) = 0;

private:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *) final
    {
        requestParsed(request);
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) final {}
#else
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &) final
    {
        requestParsed(request);
        return true;
    }
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &&) final {}
#else
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) final {}
#endif
#endif
};

/// `listener` must be listening, as Qt 6.8 requires. In earlier versions binding cannot fail.
inline bool bindListener(QAbstractHttpServer &server, QTcpServer *listener)
{
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    server.bind(listener);
    return true;
#else
    return server.bind(listener);
#endif
}

inline http::Headers headersOf(const QHttpServerRequest &request)
{
    http::Headers headers;
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    const auto fields = request.headers();
    for (const auto &[name, value] : fields)
        headers.add(name, value);
#else
    const QHttpHeaders &fields = request.headers();
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const QLatin1StringView name = fields.nameAt(i);
        headers.add(QByteArray(name.data(), name.size()), fields.valueAt(i).toByteArray());
    }
#endif
    return headers;
}

} // namespace parlance::net
