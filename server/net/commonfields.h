// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"

#include <QByteArrayList>

namespace parlance::net {

/// The header lines that every answer carries: Date, X-Content-Type-Options and those of CORS
/// (fetch.spec.whatwg.org), errors and refusals included. Credentials are never allowed.
class CommonFields
{
public:
    /// `origins`: who may use the server from a browser, e.g. "https://chat.example.org"; empty or
    /// "*" for everybody.
    explicit CommonFields(const QByteArrayList &origins = {});

    /// A request without Origin comes from no browser page and is allowed.
    bool allowsOrigin(QByteArrayView origin) const;
    /// Whether linesFor() wants to know the request's Origin.
    bool dependsOnOrigin() const { return !m_origins.isEmpty(); }
    /// Complete lines. An answer that names its own Access-Control-Allow-Origin keeps it and gets
    /// no other field of CORS.
    QByteArray linesFor(const http::Response &response, QByteArrayView origin,
                        bool preflight) const;

private:
    const QByteArray &dateLine() const;

    QByteArrayList m_origins;
    mutable qint64 m_dateSecond = -1;
    mutable QByteArray m_date;
};

} // namespace parlance::net
