// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"

#include <QByteArrayList>

namespace parlance::net {

/// What the fields of CORS of an answer depend on.
struct CorsRequest
{
    /// Empty where all origins are answered alike.
    QByteArray origin;
    /// Names of the fields that a page wants to send; of a preflight only.
    QByteArray headers;
    bool preflight = false;
};

/// The header lines that every answer carries: Date, X-Content-Type-Options and those of CORS
/// (fetch.spec.whatwg.org), errors and refusals included.
///
/// Requests with credentials are for origins that are named, never for "*". They give a page
/// nothing more: this server knows no cookies and no HTTP authentication, only tokens that a page
/// sends because it has them. But cookies of a proxy in front (sticky sessions) and clients that
/// always ask for them need the answer.
class CommonFields
{
public:
    /// `origins`: who may use the server from a browser, e.g. "https://chat.example.org"; empty or
    /// "*" for everybody.
    explicit CommonFields(const QByteArrayList &origins = {});

    /// A request without Origin comes from no browser page and is allowed.
    bool allowsOrigin(QByteArrayView origin) const;
    /// `headers` only if they are a list of field names of at most 1024 bytes: they are repeated.
    CorsRequest corsRequest(const http::Request &request) const;
    /// Complete lines. An answer that names its own Access-Control-Allow-Origin keeps it and gets
    /// no other field of CORS.
    QByteArray linesFor(const http::Response &response, const CorsRequest &request) const;

private:
    QByteArray corsLines(const CorsRequest &request) const;
    const QByteArray &dateLine() const;

    QByteArrayList m_origins;
    mutable qint64 m_dateSecond = -1;
    mutable QByteArray m_date;
};

} // namespace parlance::net
