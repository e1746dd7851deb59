// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/headparser.h"

#include "http/syntax.h"

#include <algorithm>

namespace parlance::http {

namespace {

using Refused = std::optional<Rejection>;

/// Fields about this connection and the framing of this message, which the code after the guard
/// does not need.
constexpr QByteArrayView hopFields[] = {
    "Connection", "Content-Length", "Transfer-Encoding", "Upgrade",
    "Expect",     "Keep-Alive",     "Proxy-Connection",  "TE",
    "Trailer"};

bool isTarget(QByteArrayView target)
{
    return !target.isEmpty() && std::all_of(target.begin(), target.end(), [](char c) {
        return c > 0x20 && c < 0x7f && c != '#';
    });
}

bool isAuthority(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c > 0x20 && c < 0x7f && !QByteArrayView("/?#@\\,\"<>").contains(c);
    });
}

/// "http://host/path?query" without scheme and authority; nothing if it is not in absolute form.
std::optional<QByteArray> originForm(QByteArrayView target)
{
    const qsizetype colon = target.indexOf("://");
    if (colon < 0)
        return std::nullopt;
    const QByteArrayView scheme = target.first(colon);
    if (!equalsIgnoringCase(scheme, "http") && !equalsIgnoringCase(scheme, "https"))
        return std::nullopt;
    const QByteArrayView rest = target.sliced(colon + 3);
    const auto end =
        std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
    const qsizetype length = end - rest.begin();
    if (length == 0 || !isAuthority(rest.first(length)))
        return std::nullopt;
    const QByteArrayView path = rest.sliced(length);
    return path.startsWith('/') ? path.toByteArray() : "/" + path.toByteArray();
}

Refused checkVersion(QByteArrayView version)
{
    if (version == "HTTP/1.1" || version == "HTTP/1.0")
        return std::nullopt;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const bool wellFormed = version.size() == 8 && version.startsWith("HTTP/") &&
                            isDigit(version[5]) && version[6] == '.' && isDigit(version[7]);
    return wellFormed ? Rejection{505, "This HTTP version is not supported"}
                      : Rejection{400, "The request line is malformed"};
}

} // namespace

std::optional<FieldLine> parseFieldLine(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return std::nullopt;
    const FieldLine field{line.first(colon), trimmedField(line.sliced(colon + 1))};
    // A folded line (RFC 9112 section 5.2) begins with a space, which no token contains.
    if (!isToken(field.name) || !isFieldValue(field.value))
        return std::nullopt;
    return field;
}

Refused HeadParser::requestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first < 0 || first == last)
        return Rejection{400, "The request line is malformed"};
    const QByteArrayView name = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const QByteArrayView version = line.sliced(last + 1);
    if (!isToken(name) || !isTarget(target))
        return Rejection{400, "The request line is malformed"};
    if (auto refused = checkVersion(version))
        return refused;
    m_request.method = methodFromName(name);
    if (m_request.method == Method::Other)
        return Rejection{501, "This method is not supported"};
    m_request.http10 = version == "HTTP/1.0";
    if (auto refused = setTarget(target))
        return refused;
    m_request.head.reserve(512);
    m_request.head += name;
    m_request.head += ' ' + m_request.target + " HTTP/1.1\r\n";
    return std::nullopt;
}

Refused HeadParser::setTarget(QByteArrayView target)
{
    if (target.startsWith('/')) {
        m_request.target = target.toByteArray();
        return std::nullopt;
    }
    if (target == "*" && m_request.method == Method::Options) {
        m_request.target = "/";
        return std::nullopt;
    }
    if (auto origin = originForm(target)) {
        m_request.target = std::move(*origin);
        return std::nullopt;
    }
    return Rejection{400, "The request target is malformed"};
}

Refused HeadParser::field(QByteArrayView line)
{
    const auto field = parseFieldLine(line);
    if (!field)
        return Rejection{400, "A header line is malformed"};
    const auto isHop = [&](QByteArrayView hop) { return equalsIgnoringCase(field->name, hop); };
    if (std::any_of(std::begin(hopFields), std::end(hopFields), isHop))
        return connectionField(field->name, field->value);
    if (equalsIgnoringCase(field->name, "Host")) {
        if (auto refused = host(field->value))
            return refused;
    }
    m_request.head += field->name;
    m_request.head += ": ";
    m_request.head += field->value;
    m_request.head += "\r\n";
    ++m_request.headerCount;
    return std::nullopt;
}

Refused HeadParser::connectionField(QByteArrayView name, QByteArrayView value)
{
    if (equalsIgnoringCase(name, "Content-Length"))
        return contentLength(value);
    if (equalsIgnoringCase(name, "Transfer-Encoding"))
        return transferEncoding(value);
    if (equalsIgnoringCase(name, "Expect"))
        return expect(value);
    if (equalsIgnoringCase(name, "Connection")) {
        m_close = m_close || listHasToken(value, "close");
        m_connectionUpgrade = m_connectionUpgrade || listHasToken(value, "upgrade");
    } else if (equalsIgnoringCase(name, "Upgrade")) {
        m_upgradeWebSocket = m_upgradeWebSocket || listHasToken(value, "websocket");
    }
    return std::nullopt;
}

Refused HeadParser::contentLength(QByteArrayView value)
{
    const auto length = parseDecimal(value);
    if (!length || m_hasLength)
        return Rejection{400, "Content-Length is malformed"};
    m_hasLength = true;
    m_framing.length = *length;
    return std::nullopt;
}

Refused HeadParser::transferEncoding(QByteArrayView value)
{
    if (m_framing.chunked || m_request.http10 || !equalsIgnoringCase(value, "chunked"))
        return Rejection{400, "Transfer-Encoding is not supported in this form"};
    m_framing.chunked = true;
    return std::nullopt;
}

Refused HeadParser::expect(QByteArrayView value)
{
    // HTTP/1.0 has no expectations: RFC 9110 section 10.1.1 requires ignoring them.
    if (m_request.http10)
        return std::nullopt;
    if (!equalsIgnoringCase(value, "100-continue"))
        return Rejection{417, "This expectation cannot be met"};
    m_framing.expectsContinue = true;
    return std::nullopt;
}

Refused HeadParser::host(QByteArrayView value)
{
    if (++m_hosts > 1 || !isAuthority(value))
        return Rejection{400, "Host is malformed"};
    return std::nullopt;
}

Refused HeadParser::finish()
{
    if (m_hosts == 0 && !m_request.http10)
        return Rejection{400, "Host is missing"};
    if (m_framing.chunked && m_hasLength)
        return Rejection{400, "Content-Length and Transfer-Encoding exclude each other"};
    m_request.keepAlive = !m_close && !m_request.http10;
    m_request.webSocketUpgrade = m_connectionUpgrade && m_upgradeWebSocket && !m_request.http10;
    m_request.head += "\r\n";
    return std::nullopt;
}

} // namespace parlance::http
