// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <utility>

/// HTTP requests and responses as plain values (RFC 9110, 9112), independent of Qt HTTP Server.
namespace parlance::http {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options, Other };
Method methodFromName(QByteArrayView name);
QByteArray methodName(Method method);

/// Header fields in the order received. Names compare case-insensitively; values are trimmed.
class Headers
{
public:
    void add(const QByteArray &name, const QByteArray &value) { m_fields.append({name, value}); }
    /// Replaces all fields of that name.
    void set(const QByteArray &name, const QByteArray &value);
    void remove(QByteArrayView name);
    /// The first value; null if there is none.
    QByteArray value(QByteArrayView name) const;
    /// All values of that name, joined with ", ".
    QByteArray combined(QByteArrayView name) const;
    bool contains(QByteArrayView name) const;
    int count(QByteArrayView name) const;
    /// Whether a comma-separated list field contains `token` (case-insensitive), e.g. Connection:
    /// close.
    bool hasToken(QByteArrayView name, QByteArrayView token) const;
    const QList<std::pair<QByteArray, QByteArray>> &fields() const { return m_fields; }

private:
    QList<std::pair<QByteArray, QByteArray>> m_fields;
};

struct Request
{
    Method method = Method::Get;
    /// As sent: path and query, still percent-encoded, always beginning with '/'.
    QByteArray target;
    /// The path's segments, each percent-decoded; "/a/b%2Fc/" is {"a", "b/c"}: a trailing slash
    /// adds no segment.
    QList<QString> segments;
    QUrlQuery query;
    /// Without the fields of the connection and its framing (Connection, Content-Length, Expect,
    /// Keep-Alive, Proxy-Connection, TE, Trailer, Transfer-Encoding, Upgrade): `body` is complete.
    Headers headers;
    QByteArray body;
    /// The client's address as text, IPv4-mapped IPv6 as IPv4; behind a trusted proxy the one in
    /// X-Forwarded-For.
    QString remoteAddress;
    /// It was sent in HTTP/1.0, which browsers do not use any more, but proxies do.
    bool http10 = false;
    /// The listener is reachable only from this machine, and the client connects from it.
    bool onLoopback = false;
    /// The listener's address and port, for log lines.
    QString listener;
    /// Identifies the listener; assigned by the application. 0: none.
    quint8 listenerTag = 0;
    /// The client uses TLS, to this server or, as a trusted proxy reports, to the proxy.
    bool secure = false;

    /// The decoded value of a query parameter; null if absent.
    QString queryValue(const QString &name) const;
};

/// Splits `target` into segments and query. False if it does not begin with '/', has an invalid
/// percent escape, or decodes to bytes that are not UTF-8 or contain NUL.
bool parseTarget(const QByteArray &target, Request &request);

struct Response
{
    int status = 200;
    Headers headers;
    QByteArray body;

    static Response json(const QByteArray &body, int status = 200);
    static Response text(const QByteArray &body, int status = 200);
};

/// Sets the entity tag. True if the client has that state already (If-None-Match, compared weakly
/// as RFC 9110 section 13.1.2 says): the response is 304 then, and gets no body.
bool revalidate(Response &response, const Request &request, const QByteArray &etag);
/// The reason phrase of a status code; "Unknown" for one that has none here.
QByteArray reasonPhrase(int status);
/// The bytes of an HTTP/1.1 response. With `head` the body is omitted but its length is included.
/// `extraFields` are complete lines, each with its CRLF. Adds Content-Length and Connection; line
/// ends within a value become spaces.
QByteArray serialize(const Response &response, bool keepAlive, bool head,
                     QByteArrayView extraFields = {});

} // namespace parlance::http
