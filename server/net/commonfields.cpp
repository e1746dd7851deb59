// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/commonfields.h"

#include <QDateTime>
#include <QLocale>

namespace parlance::net {

namespace {

constexpr QByteArrayView corsLines =
    "Access-Control-Allow-Headers: Authorization, Content-Type, access_token\r\n"
    "Access-Control-Allow-Methods: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n"
    "Access-Control-Expose-Headers: RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, "
    "RateLimit-Policy, Retry-After\r\n";

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

QByteArray CommonFields::linesFor(const http::Response &response, QByteArrayView origin,
                                  bool preflight) const
{
    QByteArray lines;
    lines.reserve(512);
    lines += dateLine();
    lines += "X-Content-Type-Options: nosniff\r\n";
    if (response.headers.contains("Access-Control-Allow-Origin"))
        return lines;
    if (m_origins.isEmpty()) {
        lines += "Access-Control-Allow-Origin: *\r\n";
    } else {
        lines += "Vary: Origin\r\n";
        if (origin.isEmpty() || !allowsOrigin(origin))
            return lines;
        lines += "Access-Control-Allow-Origin: ";
        lines += origin;
        lines += "\r\n";
    }
    lines += corsLines;
    if (preflight)
        lines += "Access-Control-Max-Age: 3600\r\n";
    return lines;
}

} // namespace parlance::net
