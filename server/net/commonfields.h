// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"

#include <QByteArrayList>

namespace parlance::net {

/// The properties of a request that determine the CORS fields of its answer.
struct CorsRequest
{
    /// Empty if all origins get the same answer.
    QByteArray origin;
    /// Names of the fields that a page wants to send; only in a preflight.
    QByteArray headers;
    bool preflight = false;
};

/// The header lines that every answer carries: Date, X-Content-Type-Options and those of CORS
/// (fetch.spec.whatwg.org), errors and refusals included.
///
/// Requests with credentials are allowed only for origins that are configured, never for "*". They
/// give a page no additional rights: this server uses no cookies and no HTTP authentication, only
/// tokens that a page sends explicitly. But cookies of a reverse proxy (sticky sessions) and
/// clients that always use credentials need the field.
class CommonFields
{
public:
    /// `origins`: origins that may use the server from a browser, e.g. "https://chat.example.org";
    /// empty or "*" allows all.
    explicit CommonFields(const QByteArrayList &origins = {});

    /// A request without Origin does not come from a browser page and is allowed.
    bool allowsOrigin(QByteArrayView origin) const;
    /// `headers` only if they are a list of field names of at most 1024 bytes, because they are
    /// echoed.
    CorsRequest corsRequest(const http::Request &request) const;
    /// Complete lines. An answer with its own Access-Control-Allow-Origin keeps it and gets no
    /// other CORS field.
    QByteArray linesFor(const http::Response &response, const CorsRequest &request) const;

private:
    QByteArray corsLines(const CorsRequest &request) const;
    const QByteArray &dateLine() const;

    QByteArrayList m_origins;
    mutable qint64 m_dateSecond = -1;
    mutable QByteArray m_date;
};

} // namespace parlance::net
