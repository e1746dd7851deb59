// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/errorresponse.h"

#include "shared/error.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parlance::net {

namespace {

// Connections are what is too many here, and nobody knows when one will be closed.
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

} // namespace

http::Response errorResponse(int status, const char *message)
{
    QJsonObject error{{QStringLiteral("code"), errorName(codeOf(status))},
                      {QStringLiteral("message"), QString::fromUtf8(message)}};
    const bool passes = status == 429 || status == 503;
    if (passes)
        error.insert(QStringLiteral("retryAfter"), retrySeconds);
    const QJsonDocument document(QJsonObject{{QStringLiteral("error"), error}});
    auto response = http::Response::json(document.toJson(QJsonDocument::Compact), status);
    if (passes)
        response.headers.set("Retry-After", QByteArray::number(retrySeconds));
    return response;
}

} // namespace parlance::net
