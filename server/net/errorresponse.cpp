// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/errorresponse.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parlance::net {

namespace {

// The limit concerns connections, and it is unknown when one will close.
constexpr int retrySeconds = 5;

ErrorCode codeOf(int status)
{
    switch (status) {
    case 403:
        return ErrorCode::Forbidden;
    case 404:
    case 501:
    case 505:
        return ErrorCode::UnknownOperation;
    case 405:
        return ErrorCode::MethodNotAllowed;
    case 413:
    case 414:
    case 431:
        return ErrorCode::PayloadTooLarge;
    case 429:
        return ErrorCode::RateLimited;
    case 500:
        return ErrorCode::Internal;
    case 503:
        return ErrorCode::Overloaded;
    default:
        return ErrorCode::InvalidRequest;
    }
}

bool passes(int status)
{
    return status == 429 || status == 503;
}

Error describe(int status, const char *message)
{
    const std::chrono::seconds after(passes(status) ? retrySeconds : 0);
    return {codeOf(status), QString::fromUtf8(message), after};
}

http::Response render(int status, const QJsonObject &body)
{
    auto response =
        http::Response::json(QJsonDocument(body).toJson(QJsonDocument::Compact), status);
    if (passes(status))
        response.headers.set("Retry-After", QByteArray::number(retrySeconds));
    return response;
}

bool isNative(const QByteArray &target)
{
    return target.isEmpty() || target.left(7).toLower() == "/api/v1";
}

} // namespace

http::Response errorResponse(int status, const char *message)
{
    return errorResponse(status, message, {});
}

http::Response errorResponse(int status, const char *message, const QByteArray &target)
{
    return errorResponse(status, describe(status, message), target);
}

http::Response errorResponse(int status, const Error &error, const QByteArray &target)
{
    QJsonObject body = toJson(error);
    if (isNative(target))
        return render(status, {{QStringLiteral("error"), body},
                               {QStringLiteral("message"), error.message()}});
    body.remove(QStringLiteral("retryAfter"));
    body.insert(QStringLiteral("error"), body.value(QStringLiteral("message")));
    return render(status, body);
}

} // namespace parlance::net
