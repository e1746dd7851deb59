// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/credentials.h"

namespace parlance {

QString tokenFromHeaders(const http::Headers &headers)
{
    const QByteArray authorization = headers.value("Authorization");
    if (authorization.size() > 7 && authorization.left(7).toLower() == "bearer ")
        return QString::fromLatin1(authorization.mid(7).trimmed());
    return QString::fromLatin1(headers.value("access_token"));
}

} // namespace parlance
