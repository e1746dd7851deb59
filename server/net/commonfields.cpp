// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/commonfields.h"

#include "http/syntax.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace parlance::net {

namespace {

constexpr QByteArrayView answerLines =
    "Access-Control-Expose-Headers: RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, "
    "RateLimit-Policy, Retry-After\r\n";
constexpr QByteArrayView preflightLines =
    "Access-Control-Allow-Methods: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n"
    "Access-Control-Max-Age: 3600\r\n"
    "Vary: Access-Control-Request-Headers\r\n";
constexpr QByteArrayView ownHeaders = "Authorization, Content-Type, access_token";
constexpr qsizetype mostHeaderBytes = 1024;

bool isListOfNames(const QByteArray &list)
{
    const auto names = list.split(',');
    return list.size() <= mostHeaderBytes &&
           std::all_of(names.begin(), names.end(), [](const QByteArray &name) {
               return http::isToken(http::trimmedField(name));
           });
}

} // namespace

CommonFields::CommonFields(const QByteArrayList &origins)
    : m_origins(origins.contains("*") ? QByteArrayList() : origins)
{
}

bool CommonFields::allowsOrigin(QByteArrayView origin) const
{
    return m_origins.isEmpty() || origin.isEmpty() || m_origins.contains(origin.toByteArray());
}

const QByteArray &CommonFields::dateLine() const
{
    const qint64 second = QDateTime::currentSecsSinceEpoch();
    if (second != m_dateSecond) {
        m_dateSecond = second;
        const auto now = QDateTime::currentDateTimeUtc();
        m_date =
            "Date: " +
            QLocale::c().toString(now, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss")).toLatin1() +
            " GMT\r\n";
    }
    return m_date;
}

CorsRequest CommonFields::corsRequest(const http::Request &request) const
{
    CorsRequest cors;
    cors.preflight = request.method == http::Method::Options;
    if (!m_origins.isEmpty())
        cors.origin = request.headers.value("Origin");
    if (!cors.preflight)
        return cors;
    const QByteArray wanted = request.headers.combined("Access-Control-Request-Headers");
    if (isListOfNames(wanted))
        cors.headers = wanted;
    return cors;
}

QByteArray CommonFields::linesFor(const http::Response &response, const CorsRequest &request) const
{
    QByteArray lines;
    lines.reserve(512);
    lines += dateLine();
    lines += "X-Content-Type-Options: nosniff\r\n";
    if (!response.headers.contains("Access-Control-Allow-Origin"))
        lines += corsLines(request);
    return lines;
}

QByteArray CommonFields::corsLines(const CorsRequest &request) const
{
    QByteArray lines;
    if (m_origins.isEmpty()) {
        lines += "Access-Control-Allow-Origin: *\r\n";
    } else {
        lines += "Vary: Origin\r\n";
        if (request.origin.isEmpty() || !allowsOrigin(request.origin))
            return lines;
        lines += "Access-Control-Allow-Origin: " + request.origin +
                 "\r\nAccess-Control-Allow-Credentials: true\r\n";
    }
    lines += answerLines;
    if (!request.preflight)
        return lines;
    // Allows any fields that a page wants to send, because unknown fields have no effect.
    lines += "Access-Control-Allow-Headers: ";
    lines += ownHeaders;
    if (!request.headers.isEmpty())
        lines += ", " + request.headers;
    lines += "\r\n";
    lines += preflightLines;
    return lines;
}

} // namespace parlance::net
