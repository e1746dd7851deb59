// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestparser.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

namespace tst_httprequestparser {

using namespace parlance;
using namespace parlance::http;

GuardLimits testLimits()
{
    GuardLimits limits;
    limits.requestLine = 64;
    limits.headers = 256;
    limits.headerLines = 8;
    limits.body = 32;
    limits.chunkLine = 40;
    limits.chunkExtensions = 48;
    limits.bodyOf = [](QByteArrayView target) { return target.startsWith("/big") ? 64 : 32; };
    return limits;
}

/// All that a run of the parser shows, as text: one line for each request, and the end.
QByteArray outcome(const QByteArray &input, const QList<qsizetype> &cuts)
{
    const GuardLimits limits = testLimits();
    RequestParser parser(limits);
    QByteArray seen;
    qsizetype from = 0;
    for (qsizetype i = 0; i <= cuts.size(); ++i) {
        const qsizetype to = i < cuts.size() ? cuts.at(i) : input.size();
        // A copy of its own: what is kept beyond the call would be found by the sanitizer.
        const QByteArray piece(input.constData() + from, to - from);
        from = to;
        QByteArrayView bytes(piece);
        while (!bytes.isEmpty() && parser.state() != RequestParser::State::Rejected) {
            if (parser.feed(bytes) != RequestParser::State::Complete)
                continue;
            const RawRequest request = parser.take();
            seen += methodName(request.method) + ' ' + request.target + " body=" + request.body +
                    (request.keepAlive ? " keep" : " close") +
                    (request.webSocketUpgrade ? " ws" : "") + '\n';
        }
    }
    switch (parser.state()) {
    case RequestParser::State::Idle:
        return seen;
    case RequestParser::State::Rejected:
        return seen + QByteArray::number(parser.rejection().status);
    default:
        return seen + "more";
    }
}

const QByteArray host = "Host: x\r\n";

QByteArray get(const QByteArray &fields)
{
    return "GET / HTTP/1.1\r\n" + fields + "\r\n";
}

QByteArray post(const QByteArray &fields, const QByteArray &body)
{
    return "POST /p HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body;
}

QByteArray chunked(const QByteArray &body)
{
    return post("Transfer-Encoding: chunked\r\n", body);
}

void row(const char *name, const QByteArray &input, const QByteArray &expected)
{
    QTest::newRow(name) << input << expected;
}

const QByteArray plain = "GET / body= keep\n";

void requestLineRows()
{
    row("get", get(host), plain);
    for (const char *method : {"HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "POST"}) {
        const QByteArray name = method;
        row(method, name + " /a HTTP/1.1\r\n" + host + "\r\n", name + " /a body= keep\n");
    }
    row("two", get(host) + get(host), plain + plain);
    row("one empty line before", "\r\n" + get(host), plain);
    row("two empty lines before", "\r\n\r\n" + get(host), "400");
    row("unknown method", "BREW / HTTP/1.1\r\n" + host + "\r\n", "501");
    row("lower case method", "get / HTTP/1.1\r\n" + host + "\r\n", "501");
    row("CONNECT", "CONNECT x:1 HTTP/1.1\r\n" + host + "\r\n", "501");
    row("TRACE", "TRACE / HTTP/1.1\r\n" + host + "\r\n", "501");
    row("method with a colon", "GE:T / HTTP/1.1\r\n" + host + "\r\n", "400");
    row("no spaces", "HELLO\r\n\r\n", "400");
    row("no version", "GET /\r\n" + host + "\r\n", "400");
    row("two spaces", "GET  / HTTP/1.1\r\n" + host + "\r\n", "400");
    row("two spaces before version", "GET /  HTTP/1.1\r\n" + host + "\r\n", "400");
    row("space at the end", "GET / HTTP/1.1 \r\n" + host + "\r\n", "400");
    row("leading space", " GET / HTTP/1.1\r\n" + host + "\r\n", "400");
    row("tab", "GET\t/ HTTP/1.1\r\n" + host + "\r\n", "400");
    row("HTTP/9.9", "GET / HTTP/9.9\r\n" + host + "\r\n", "505");
    row("HTTP/1.2", "GET / HTTP/1.2\r\n" + host + "\r\n", "505");
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505");
    row("http/1.1", "GET / http/1.1\r\n" + host + "\r\n", "400");
    row("HTTP/1.10", "GET / HTTP/1.10\r\n" + host + "\r\n", "400");
    row("TLS hello", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc", 9), "400");
    row("TLS hello, one byte", "\x16", "400");
    row("NUL first", QByteArray("\0", 1), "400");
    row("HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", "GET / body= close\n");
    row("HTTP/1.0 keep-alive", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET / body= close\n");
    row("longest line", "GET /" + QByteArray(48, 'a') + " HTTP/1.1\r\n" + host + "\r\n",
        "GET /" + QByteArray(48, 'a') + " body= keep\n");
    row("line too long", "GET /" + QByteArray(49, 'a') + " HTTP/1.1\r\n" + host + "\r\n", "414");
    row("line too long, unfinished", "GET /" + QByteArray(60, 'a'), "414");
}

void targetRows()
{
    row("query", "GET /a?b=%20c HTTP/1.1\r\n" + host + "\r\n", "GET /a?b=%20c body= keep\n");
    row("options *", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n", "OPTIONS / body= keep\n");
    row("get *", "GET * HTTP/1.1\r\n" + host + "\r\n", "400");
    row("absolute", "GET http://x:80/h?a HTTP/1.1\r\n" + host + "\r\n", "GET /h?a body= keep\n");
    row("absolute https", "GET HTTPS://x/h HTTP/1.1\r\n" + host + "\r\n", "GET /h body= keep\n");
    row("absolute, no path", "GET http://x HTTP/1.1\r\n" + host + "\r\n", plain);
    row("absolute, query only", "GET http://x?a HTTP/1.1\r\n" + host + "\r\n",
        "GET /?a body= keep\n");
    row("absolute, no host", "GET http:///h HTTP/1.1\r\n" + host + "\r\n", "400");
    row("absolute, user", "GET http://u@x/ HTTP/1.1\r\n" + host + "\r\n", "400");
    row("ftp", "GET ftp://x/ HTTP/1.1\r\n" + host + "\r\n", "400");
    row("relative", "GET a HTTP/1.1\r\n" + host + "\r\n", "400");
    row("fragment", "GET /a#b HTTP/1.1\r\n" + host + "\r\n", "400");
    row("space in target", "GET /a b HTTP/1.1\r\n" + host + "\r\n", "400");
    row("raw UTF-8", "GET /\xc3\xa9 HTTP/1.1\r\n" + host + "\r\n", "400");
    row("DEL", "GET /\x7f HTTP/1.1\r\n" + host + "\r\n", "400");
}

void headerRows()
{
    row("no host", get(""), "400");
    row("two hosts", get(host + host), "400");
    row("two hosts, 1.0", "GET / HTTP/1.0\r\n" + host + host + "\r\n", "400");
    row("bad host", get("Host: a b\r\n"), "400");
    row("host with path", get("Host: a/b\r\n"), "400");
    row("empty host", get("Host:\r\n"), plain);
    row("no space after colon", get("Host:x\r\n"), plain);
    row("tabs around", get("Host:\tx\t \r\n"), plain);
    row("obs-text", get(host + "X: \xff\r\n"), plain);
    row("space before colon", get("Host : x\r\n"), "400");
    row("folded", get(host + "X: a\r\n b\r\n"), "400");
    row("folded with a tab", get(host + "X: a\r\n\tb: c\r\n"), "400");
    row("first line folded", get(" Host: x\r\n"), "400");
    row("no colon", get(host + "garbage\r\n"), "400");
    row("no name", get(host + ": a\r\n"), "400");
    row("name with a parenthesis", get(host + "X(: a\r\n"), "400");
    row("NUL in value", get(host + QByteArray("X: a\0b\r\n", 8)), "400");
    row("control in value", get(host + "X: a\x01\r\n"), "400");
    row("DEL in value", get(host + "X: a\x7f\r\n"), "400");
    row("bare CR", get(host + "X: a\rY: b\r\n"), "400");
    row("bare LF", "GET / HTTP/1.1\nHost: x\n\n", "400");
    row("bare LF in header", get("Host: x\nX: y\r\n"), "400");
    row("CR CR LF", get("Host: x\r\r\n"), "400");
    row("eight lines", get(host + QByteArray("A: b\r\n").repeated(7)), plain);
    row("nine lines", get(host + QByteArray("A: b\r\n").repeated(8)), "431");
    row("headers at the limit", get(host + "X: " + QByteArray(240, 'a') + "\r\n"), plain);
    row("headers too large", get(host + "X: " + QByteArray(250, 'a') + "\r\n"), "431");
    row("headers too large, unfinished", get(host + "X: " + QByteArray(250, 'a')), "431");
    row("close", get(host + "Connection: close\r\n"), "GET / body= close\n");
    row("close in a list", get(host + "Connection: x, Close\r\n"), "GET / body= close\n");
    row("close twice", get(host + "Connection: close\r\nConnection: keep-alive\r\n"),
        "GET / body= close\n");
    row("keep-alive", get(host + "Connection: keep-alive\r\n"), plain);
    row("websocket", get(host + "Connection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"),
        "GET / body= keep ws\n");
    row("upgrade h2c", get(host + "Connection: Upgrade\r\nUpgrade: h2c\r\n"), plain);
    row("upgrade without connection", get(host + "Upgrade: websocket\r\n"), plain);
    row("head unfinished", "GET / HTTP/1.1\r\nHost: x\r\n", "more");
}

void lengthRows()
{
    row("body", post("Content-Length: 5\r\n", "hello"), "POST /p body=hello keep\n");
    row("body then request", post("Content-Length: 5\r\n", "hello") + get(host),
        "POST /p body=hello keep\n" + plain);
    row("body on get", get(host + "Content-Length: 2\r\n") + "ab", "GET / body=ab keep\n");
    row("no length", post("", "") + get(host), "POST /p body= keep\n" + plain);
    row("zero", post("Content-Length: 0\r\n", ""), "POST /p body= keep\n");
    row("leading zeros", post("Content-Length: 005\r\n", "hello"), "POST /p body=hello keep\n");
    row("short", post("Content-Length: 5\r\n", "hel"), "more");
    row("duplicate", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), "400");
    row("two lengths", post("Content-Length: 5\r\nContent-Length: 2\r\n", "hello"), "400");
    row("list", post("Content-Length: 5, 5\r\n", "hello"), "400");
    row("negative", post("Content-Length: -5\r\n", "hello"), "400");
    row("plus", post("Content-Length: +5\r\n", "hello"), "400");
    row("hex", post("Content-Length: 0x5\r\n", "hello"), "400");
    row("letters", post("Content-Length: abc\r\n", "hello"), "400");
    row("empty length", post("Content-Length:\r\n", "hello"), "400");
    row("at the limit", post("Content-Length: 32\r\n", QByteArray(32, 'a')),
        "POST /p body=" + QByteArray(32, 'a') + " keep\n");
    row("above the limit", post("Content-Length: 33\r\n", ""), "413");
    row("1e18", post("Content-Length: 1000000000000000000\r\n", ""), "413");
    row("2^64+5", post("Content-Length: 18446744073709551621\r\n", "hello"), "413");
    row("limit of the target",
        "POST /big HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n" + QByteArray(40, 'a'),
        "POST /big body=" + QByteArray(40, 'a') + " keep\n");
    row("expect", post("Content-Length: 5\r\nExpect: 100-continue\r\n", "hello"),
        "POST /p body=hello keep\n");
    row("other expectation", post("Expect: tea\r\n", ""), "417");
    row("expectation in 1.0", "GET / HTTP/1.0\r\nExpect: tea\r\n\r\n", "GET / body= close\n");
}

void chunkRows()
{
    const QByteArray hello = "POST /p body=hello keep\n";
    row("chunk", chunked("5\r\nhello\r\n0\r\n\r\n"), hello);
    row("chunks", chunked("2\r\nhe\r\n03\r\nllo\r\n000\r\n\r\n") + get(host), hello + plain);
    row("hex digits", chunked("a\r\n0123456789\r\n0\r\n\r\n"), "POST /p body=0123456789 keep\n");
    row("HEX digits", chunked("A\r\n0123456789\r\n0\r\n\r\n"), "POST /p body=0123456789 keep\n");
    row("extension", chunked("5;a=\"b c\"\r\nhello\r\n0;x\r\n\r\n"), hello);
    row("long extension", chunked("5;" + QByteArray(40, 'a') + "\r\nhello\r\n0\r\n\r\n"), "400");
    row("many extensions",
        chunked("1;" + QByteArray(24, 'a') + "\r\nh\r\n1;" + QByteArray(24, 'a') + "\r\ne\r\n"),
        "400");
    row("control in extension", chunked("5;a\x01\r\nhello\r\n0\r\n\r\n"), "400");
    row("bare LF in extension", chunked("5;a\nhello\r\n0\r\n\r\n"), "400");
    row("trailer", chunked("5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n") + get(host), hello + plain);
    row("trailer cannot frame", chunked("5\r\nhello\r\n0\r\nContent-Length: 9\r\n\r\n") + get(host),
        hello + plain);
    row("bad trailer", chunked("5\r\nhello\r\n0\r\nX T: 1\r\n\r\n"), "400");
    row("long trailer", chunked("0\r\nX: " + QByteArray(260, 'a') + "\r\n\r\n"), "431");
    row("many trailers", chunked("0\r\n" + QByteArray("X: a\r\n").repeated(9) + "\r\n"), "431");
    row("bad size", chunked("zz\r\nhello\r\n0\r\n\r\n"), "400");
    row("negative size", chunked("-5\r\nhello\r\n0\r\n\r\n"), "400");
    row("0x size", chunked("0x5\r\nhello\r\n0\r\n\r\n"), "400");
    row("no size", chunked("\r\nhello\r\n0\r\n\r\n"), "400");
    row("space after size", chunked("5 \r\nhello\r\n0\r\n\r\n"), "400");
    row("space before size", chunked(" 5\r\nhello\r\n0\r\n\r\n"), "400");
    row("huge size", chunked("7fffffffffffffff\r\nhello"), "400");
    row("nine digits", chunked("000000005\r\nhello\r\n0\r\n\r\n"), "400");
    row("too large", chunked("21\r\n"), "413");
    row("too large in sum", chunked("20\r\n" + QByteArray(32, 'a') + "\r\n1\r\n"), "413");
    row("longer than its size", chunked("4\r\nhello\r\n0\r\n\r\n"), "400");
    row("shorter than its size", chunked("6\r\nhello\r\n0\r\n\r\n"), "400");
    row("LF behind the chunk", chunked("5\r\nhello\n0\r\n\r\n"), "400");
    row("LF behind the size", chunked("5\nhello\r\n0\r\n\r\n"), "400");
    row("no last chunk", chunked("5\r\nhello\r\n"), "more");
    row("no end", chunked("5\r\nhello\r\n0\r\n"), "more");
}

void transferEncodingRows()
{
    row("Chunked", post("Transfer-Encoding: Chunked\r\n", "5\r\nhello\r\n0\r\n\r\n"),
        "POST /p body=hello keep\n");
    row("length and chunks",
        post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n"),
        "400");
    row("chunks and length",
        post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "5\r\nhello\r\n0\r\n\r\n"),
        "400");
    row("chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", ""),
        "400");
    row("chunked, chunked", post("Transfer-Encoding: chunked, chunked\r\n", ""), "400");
    row("gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", ""), "400");
    row("identity", post("Transfer-Encoding: identity\r\n", ""), "400");
    row("xchunked", post("Transfer-Encoding: xchunked\r\n", ""), "400");
    row("space before colon of TE", post("Transfer-Encoding : chunked\r\n", ""), "400");
    row("vertical tab in TE",
        post("Transfer-Encoding: \x0b"
             "chunked\r\n",
             ""),
        "400");
    row("chunked in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400");
}

class TestHttpRequestParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("expected");
        requestLineRows();
        targetRows();
        headerRows();
        lengthRows();
        chunkRows();
        transferEncodingRows();
    }

    void answers()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, expected);
        QCOMPARE(outcome(input, {}), expected);
        for (qsizetype cut = 1; cut < input.size(); ++cut) {
            const QByteArray split = outcome(input, {cut});
            if (split != expected)
                QFAIL(qPrintable(
                    QStringLiteral("split at %1: %2").arg(cut).arg(QString::fromLatin1(split))));
        }
        QList<qsizetype> everywhere;
        for (qsizetype cut = 1; cut < input.size(); ++cut)
            everywhere.append(cut);
        QCOMPARE(outcome(input, everywhere), expected);
    }

    void headIsCanonical()
    {
        const GuardLimits limits;
        RequestParser parser(limits);
        const QByteArray input = "POST http://h/a?b HTTP/1.1\r\nHost:x\r\nConnection: close\r\n"
                                 "Content-Length: 2\r\nTE: trailers\r\nX-Y:\t z \r\n"
                                 "Upgrade: h2c\r\nExpect: 100-continue\r\n\r\nhi";
        QByteArrayView bytes(input);
        QCOMPARE(parser.feed(bytes), RequestParser::State::Complete);
        const RawRequest request = parser.take();
        QCOMPARE(request.head, QByteArray("POST /a?b HTTP/1.1\r\nHost: x\r\nX-Y: z\r\n\r\n"));
        QCOMPARE(request.headerCount, 2);
        QCOMPARE(request.body, QByteArray("hi"));
    }

    void wantsContinueUntilTheBodyBegins()
    {
        const GuardLimits limits;
        RequestParser parser(limits);
        const QByteArray head = post("Content-Length: 5\r\nExpect: 100-continue\r\n", "");
        QByteArrayView bytes(head);
        QCOMPARE(parser.feed(bytes), RequestParser::State::Body);
        QVERIFY(parser.wantsContinue());
        bytes = "he";
        parser.feed(bytes);
        QVERIFY(!parser.wantsContinue());
    }

    void leavesTheNextRequest()
    {
        const GuardLimits limits;
        RequestParser parser(limits);
        const QByteArray input = get(host) + "GET /second";
        QByteArrayView bytes(input);
        QCOMPARE(parser.feed(bytes), RequestParser::State::Complete);
        QCOMPARE(bytes.toByteArray(), QByteArray("GET /second"));
        parser.take();
        QCOMPARE(parser.state(), RequestParser::State::Idle);
    }

    void announcedLengthCostsNothing()
    {
        const GuardLimits limits;
        RequestParser parser(limits);
        const QByteArray input = post("Content-Length: 1000000\r\n", "");
        QByteArrayView bytes(input);
        QCOMPARE(parser.feed(bytes), RequestParser::State::Body);
        bytes = "a";
        QCOMPARE(parser.feed(bytes), RequestParser::State::Body);
    }

    void defaultLimits()
    {
        const GuardLimits limits;
        QCOMPARE(limits.requestLine, 8 * 1024);
        QCOMPARE(limits.headers, 32 * 1024);
        QCOMPARE(limits.headerLines, 100);
        QCOMPARE(limits.body, 1'000'000);
    }
};

PARLANCE_TEST(TestHttpRequestParser)

} // namespace tst_httprequestparser

#include "tst_httprequestparser.moc"
