// SPDX-License-Identifier: GPL-3.0-or-later
#include "addressrefused.h"

#include "engineio/requesterror.h"
#include "net/errorresponse.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parlance {

using namespace Qt::StringLiterals;

http::Response addressRefused(const http::Request &request, const Error &error)
{
    constexpr int status = 403;
    // Plain WebSockets belong to the native API.
    const QString first = request.segments.value(0).toLower();
    if (first == "ws"_L1)
        return net::errorResponse(status, error, {});
    if (first != "socket.io"_L1)
        return net::errorResponse(status, error, request.target);
    const QJsonObject body{{u"code"_s, int(engineio::RequestError::Forbidden)},
                           {u"message"_s, error.message()}};
    return http::Response::json(QJsonDocument(body).toJson(QJsonDocument::Compact), status);
}

} // namespace parlance
