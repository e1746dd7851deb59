// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/guard.h"

#include <optional>

namespace parlance::http {

/// How a request's body is framed (RFC 9112 section 6).
struct Framing
{
    bool chunked = false;
    qint64 length = 0;
    /// The client waits for 100 Continue before it sends the body.
    bool expectsContinue = false;
};

/// Parses the head of one request, line by line, and refuses everything that two parsers could
/// interpret differently (RFC 9112 sections 2 to 6).
class HeadParser
{
public:
    /// Each takes a line without its CRLF and returns the rejection, if any.
    std::optional<Rejection> requestLine(QByteArrayView line);
    std::optional<Rejection> field(QByteArrayView line);
    /// The empty line was received.
    std::optional<Rejection> finish();

    RawRequest &request() { return m_request; }
    const Framing &framing() const { return m_framing; }

private:
    std::optional<Rejection> setTarget(QByteArrayView target);
    std::optional<Rejection> connectionField(QByteArrayView name, QByteArrayView value);
    std::optional<Rejection> contentLength(QByteArrayView value);
    std::optional<Rejection> transferEncoding(QByteArrayView value);
    std::optional<Rejection> expect(QByteArrayView value);
    std::optional<Rejection> host(QByteArrayView value);

    RawRequest m_request;
    Framing m_framing;
    int m_hosts = 0;
    bool m_hasLength = false;
    bool m_close = false;
    bool m_connectionUpgrade = false;
    bool m_upgradeWebSocket = false;
};

/// A field line of a trailer or header: a name without spaces, a colon, a value.
struct FieldLine
{
    QByteArrayView name;
    QByteArrayView value;
};
std::optional<FieldLine> parseFieldLine(QByteArrayView line);

} // namespace parlance::http
