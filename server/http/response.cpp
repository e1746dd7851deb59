// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/message.h"

namespace parlance::http {

namespace {

struct Reason
{
    int status;
    const char *phrase;
};
constexpr Reason reasons[] = {{100, "Continue"},
                              {101, "Switching Protocols"},
                              {200, "OK"},
                              {201, "Created"},
                              {202, "Accepted"},
                              {204, "No Content"},
                              {206, "Partial Content"},
                              {301, "Moved Permanently"},
                              {302, "Found"},
                              {303, "See Other"},
                              {304, "Not Modified"},
                              {307, "Temporary Redirect"},
                              {308, "Permanent Redirect"},
                              {400, "Bad Request"},
                              {401, "Unauthorized"},
                              {403, "Forbidden"},
                              {404, "Not Found"},
                              {405, "Method Not Allowed"},
                              {406, "Not Acceptable"},
                              {408, "Request Timeout"},
                              {409, "Conflict"},
                              {410, "Gone"},
                              {411, "Length Required"},
                              {412, "Precondition Failed"},
                              {413, "Content Too Large"},
                              {414, "URI Too Long"},
                              {415, "Unsupported Media Type"},
                              {416, "Range Not Satisfiable"},
                              {417, "Expectation Failed"},
                              {422, "Unprocessable Content"},
                              {426, "Upgrade Required"},
                              {429, "Too Many Requests"},
                              {431, "Request Header Fields Too Large"},
                              {500, "Internal Server Error"},
                              {501, "Not Implemented"},
                              {502, "Bad Gateway"},
                              {503, "Service Unavailable"},
                              {504, "Gateway Timeout"},
                              {505, "HTTP Version Not Supported"}};

bool mayHaveBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

/// A value from data must not be able to start a field or a response (header injection).
void appendValue(QByteArray &out, const QByteArray &value)
{
    const qsizetype from = out.size();
    out += value;
    for (qsizetype i = from; i < out.size(); ++i) {
        const char c = out.at(i);
        if (c == '\r' || c == '\n' || c == '\0')
            out[i] = ' ';
    }
}

Response withType(const char *type, const QByteArray &body, int status)
{
    Response response;
    response.status = status;
    response.headers.add("Content-Type", type);
    response.body = body;
    return response;
}

} // namespace

Response Response::json(const QByteArray &body, int status)
{
    return withType("application/json; charset=utf-8", body, status);
}

Response Response::text(const QByteArray &body, int status)
{
    return withType("text/plain; charset=utf-8", body, status);
}

bool revalidate(Response &response, const Request &request, const QByteArray &etag)
{
    response.headers.set("ETag", etag);
    const bool isKnown = request.headers.hasToken("If-None-Match", etag) ||
                         request.headers.hasToken("If-None-Match", "W/" + etag);
    if (isKnown)
        response.status = 304;
    return isKnown;
}

QByteArray reasonPhrase(int status)
{
    for (const Reason &reason : reasons) {
        if (reason.status == status)
            return reason.phrase;
    }
    return "Unknown";
}

QByteArray serialize(const Response &response, bool keepAlive, bool head,
                     QByteArrayView extraFields)
{
    QByteArray out;
    out.reserve(256 + extraFields.size() + (head ? 0 : response.body.size()));
    out += "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonPhrase(response.status) +
           "\r\n";
    for (const auto &[name, value] : response.headers.fields()) {
        out += name;
        out += ": ";
        appendValue(out, value);
        out += "\r\n";
    }
    out += extraFields;
    const bool hasBody = mayHaveBody(response.status);
    if (hasBody)
        out += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    out += keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    if (hasBody && !head)
        out += response.body;
    return out;
}

} // namespace parlance::http
