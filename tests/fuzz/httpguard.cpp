// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestparser.h"
#include "http/syntax.h"
#include "httpreader.h"
#include "net/httpfrontend.h"
#include "pieces.h"
#include "target.h"

#include <algorithm>

/// The input is what a client sends on one connection. What the guard lets pass, Qt HTTP Server
/// must read as the same requests.
namespace parlance::fuzz {

namespace {

using http::RawRequest;
using http::RequestParser;
using State = RequestParser::State;

struct Reading
{
    struct Request
    {
        RawRequest raw;
        /// Where it begins and ends in the input.
        qsizetype begin = 0;
        qsizetype end = 0;
    };
    std::vector<Request> requests;
    State state = State::Idle;
    http::Rejection rejection{0, ""};
};

/// Small enough for the fuzzer to reach them.
http::GuardLimits smallLimits()
{
    http::GuardLimits limits;
    limits.requestLine = 200;
    limits.headers = 600;
    limits.headerLines = 12;
    limits.body = 400;
    limits.chunkLine = 40;
    limits.chunkExtensions = 60;
    limits.bodyOf = [](QByteArrayView target) { return target.startsWith("/big") ? 1000 : 400; };
    return limits;
}

Reading read(QByteArrayView input, Cut cut)
{
    static const http::GuardLimits limits = smallLimits();
    RequestParser parser(limits);
    Reading reading;
    qsizetype at = 0;
    qsizetype begin = 0;
    for (Pieces pieces(input, cut); pieces.next();) {
        QByteArrayView bytes = pieces.piece();
        while (!bytes.isEmpty() && parser.state() != State::Rejected) {
            const qsizetype before = bytes.size();
            const State state = parser.feed(bytes);
            at += before - bytes.size();
            FUZZ_CHECK(bytes.size() < before || state == State::Rejected);
            if (state != State::Complete)
                continue;
            reading.requests.push_back({parser.take(), begin, at});
            begin = at;
        }
    }
    reading.state = parser.state();
    if (reading.state == State::Rejected)
        reading.rejection = parser.rejection();
    return reading;
}

bool isSame(const RawRequest &a, const RawRequest &b)
{
    return a.method == b.method && a.target == b.target && a.http10 == b.http10 &&
           a.keepAlive == b.keepAlive && a.webSocketUpgrade == b.webSocketUpgrade &&
           a.head == b.head && a.headerCount == b.headerCount && a.body == b.body;
}

bool isSame(const Reading &a, const Reading &b)
{
    return a.state == b.state && a.rejection.status == b.rejection.status &&
           qstrcmp(a.rejection.reason, b.rejection.reason) == 0 &&
           std::equal(a.requests.begin(), a.requests.end(), b.requests.begin(), b.requests.end(),
                      [](const Reading::Request &x, const Reading::Request &y) {
                          return isSame(x.raw, y.raw) && x.begin == y.begin && x.end == y.end;
                      });
}

bool isHop(QByteArrayView name)
{
    constexpr QByteArrayView hops[] = {
        "Connection", "Content-Length", "Transfer-Encoding", "Upgrade",
        "Expect",     "Keep-Alive",     "Proxy-Connection",  "TE",
        "Trailer"};
    return std::any_of(std::begin(hops), std::end(hops),
                       [&](QByteArrayView hop) { return http::equalsIgnoringCase(hop, name); });
}

/// The header lines of a head that the guard made, which are plain: "Name: value".
http::Headers headersOf(const RawRequest &raw)
{
    http::Headers headers;
    QList<QByteArray> lines = raw.head.split('\n');
    FUZZ_CHECK(lines.size() == raw.headerCount + 3 && lines.takeLast().isEmpty());
    FUZZ_CHECK(lines.takeLast() == "\r");
    const QByteArray first = http::methodName(raw.method) + ' ' + raw.target + " HTTP/1.1\r";
    FUZZ_CHECK(lines.takeFirst() == first);
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(": ");
        FUZZ_CHECK(colon > 0 && line.endsWith('\r') && line.count('\r') == 1);
        headers.add(line.first(colon), line.mid(colon + 2).chopped(1));
    }
    return headers;
}

void checkHead(const RawRequest &raw)
{
    const http::Headers headers = headersOf(raw);
    FUZZ_CHECK(raw.target.startsWith('/') && !raw.target.contains(' '));
    FUZZ_CHECK(headers.count("Host") == 1 || (raw.http10 && headers.count("Host") == 0));
    FUZZ_CHECK(raw.headerCount <= 12 && raw.body.size() <= 1000);
    FUZZ_CHECK(raw.body.size() <= 400 || raw.target.startsWith("/big"));
    for (const auto &[name, value] : headers.fields())
        FUZZ_CHECK(!isHop(name) && http::isToken(name) && !value.contains('\0'));
}

/// What two parsers could read differently is refused, even where these two would agree: no more
/// than one length, nothing but digits in it, "chunked" alone and not in HTTP/1.0.
void checkFraming(QByteArrayView bytes, const RawRequest &raw)
{
    QByteArrayList lengths;
    QByteArrayList codings;
    const QByteArray head = bytes.first(bytes.indexOf("\r\n\r\n")).toByteArray().toLower();
    for (const QByteArray &line : head.split('\n')) {
        FUZZ_CHECK(line.count('\r') <= 1 && !line.contains('\0'));
        const QByteArray value = line.mid(line.indexOf(':') + 1).trimmed();
        if (line.startsWith("content-length:"))
            lengths += value;
        if (line.startsWith("transfer-encoding:"))
            codings += value;
    }
    FUZZ_CHECK(lengths.size() + codings.size() <= 1);
    FUZZ_CHECK(codings.isEmpty() || (codings.first() == "chunked" && !raw.http10));
    for (const QByteArray &length : std::as_const(lengths)) {
        FUZZ_CHECK(
            std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; }));
        FUZZ_CHECK(length.toLongLong() == raw.body.size());
    }
    FUZZ_CHECK(!lengths.isEmpty() || !codings.isEmpty() || raw.body.isEmpty());
}

/// A field as Qt HTTP Server and the guard both saw it. Later versions of Qt write names in lower
/// case.
bool isSameField(const std::pair<QByteArray, QByteArray> &a,
                 const std::pair<QByteArray, QByteArray> &b)
{
    return http::equalsIgnoringCase(a.first, b.first) && a.second == b.second;
}

bool sameHeaders(const http::Headers &all, const http::Headers &kept)
{
    QList<std::pair<QByteArray, QByteArray>> fields = all.fields();
    fields.removeIf([](const auto &field) { return isHop(field.first); });
    return std::equal(fields.begin(), fields.end(), kept.fields().begin(), kept.fields().end(),
                      isSameField);
}

/// What Qt makes of a target. "//a/b" would be a host to it; the guard says "/" for no path and for
/// the server as a whole.
bool sameTarget(const QUrl &url, const QByteArray &target)
{
    if (target.startsWith("//"))
        return true;
    const QUrl expected = QUrl::fromEncoded(target);
    const QString path = url.path();
    const bool whole = path.isEmpty() || path == QLatin1String("*");
    return (whole ? expected.path() == QLatin1String("/") : path == expected.path()) &&
           url.query() == expected.query();
}

/// The production's way: the head that the guard has made, through HttpFrontend.
void checkFrontend(const RawRequest &raw)
{
    static net::HttpFrontend frontend;
    static const bool started = frontend.start();
    FUZZ_CHECK(started);
    http::Request probe;
    const bool valid = http::parseTarget(raw.target, probe);
    const auto request = frontend.parse(raw);
    FUZZ_CHECK(request.has_value() == valid);
    if (!request)
        return;
    FUZZ_CHECK(request->method == raw.method && request->target == raw.target);
    FUZZ_CHECK(request->segments == probe.segments && request->body == raw.body);
    FUZZ_CHECK(sameHeaders(request->headers, headersOf(raw)));
}

/// Whether a chunked body has fields behind its last chunk.
bool hasTrailers(QByteArrayView body)
{
    for (;;) {
        const qsizetype end = body.indexOf("\r\n");
        const qsizetype size = body.first(end).toByteArray().split(';').first().toInt(nullptr, 16);
        if (size == 0)
            return body.size() > end + 4;
        body = body.sliced(end + 2 + size + 2);
    }
}

/// Forms that the guard takes and Qt HTTP Server, on its own, does not: it hangs up, or hands the
/// request to its WebSocket server. It never meets them, since it gets the guard's head.
bool isBeyondQt(QByteArrayView bytes)
{
    // An empty line before the request.
    if (bytes.startsWith("\r\n"))
        return true;
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n") + 4;
    const QByteArray head = bytes.first(headEnd).toByteArray().toLower();
    for (const QByteArray &line : head.split('\n')) {
        if (line.startsWith("connection:") && line.contains("upgrade"))
            return true;
    }
    return head.contains("\ntransfer-encoding:") && hasTrailers(bytes.sliced(headEnd));
}

void checkAgainstQt(QByteArrayView input, const Reading &reading)
{
    static QtReader qt;
    const auto beyond = std::find_if(
        reading.requests.begin(), reading.requests.end(), [&](const Reading::Request &request) {
            return isBeyondQt(input.sliced(request.begin, request.end - request.begin));
        });
    const auto count = beyond - reading.requests.begin();
    if (count == 0)
        return;
    const auto &last = reading.requests[size_t(count - 1)];
    const auto seen = qt.read(input.first(last.end));
    FUZZ_CHECK(qsizetype(seen.size()) == count);
    for (size_t i = 0; i < seen.size(); ++i) {
        const Reading::Request &ours = reading.requests[i];
        FUZZ_CHECK(seen[i].end == ours.end);
        FUZZ_CHECK(seen[i].method == ours.raw.method);
        FUZZ_CHECK(sameTarget(seen[i].url, ours.raw.target));
        FUZZ_CHECK(sameHeaders(seen[i].headers, headersOf(ours.raw)));
        FUZZ_CHECK(seen[i].body == ours.raw.body);
    }
}

} // namespace

void judge(QByteArrayView input)
{
    const Reading whole = read(input, Cut::Whole);
    FUZZ_CHECK(isSame(whole, read(input, Cut::EachByte)));
    FUZZ_CHECK(isSame(whole, read(input, Cut::Anywhere)));
    for (const Reading::Request &request : whole.requests) {
        checkHead(request.raw);
        checkFraming(input.sliced(request.begin, request.end - request.begin), request.raw);
        checkFrontend(request.raw);
    }
    checkAgainstQt(input, whole);
}

} // namespace parlance::fuzz
