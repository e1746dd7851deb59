// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/exchange.h"
#include "http/message.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

namespace tst_httpmessage {

using namespace parlance;
using namespace parlance::http;

class TestHttpMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headers()
    {
        Headers headers;
        headers.add("X-A", "1");
        headers.add("x-a", "2");
        headers.add("Connection", "keep-alive,  Close ");
        QCOMPARE(headers.value("X-a"), QByteArray("1"));
        QCOMPARE(headers.combined("X-A"), QByteArray("1, 2"));
        QCOMPARE(headers.count("X-A"), 2);
        QVERIFY(headers.hasToken("connection", "close"));
        QVERIFY(!headers.hasToken("connection", "clos"));
        QVERIFY(headers.value("Y").isNull());
        headers.add("Empty", QByteArray());
        QVERIFY(!headers.value("Empty").isNull());
        headers.set("X-A", "3");
        QCOMPARE(headers.combined("X-A"), QByteArray("3"));
        headers.remove("x-A");
        QVERIFY(!headers.contains("X-A"));
    }

    void targets_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<QStringList>("segments");
        const auto good = [](const char *target, const QStringList &segments) {
            QTest::newRow(target) << QByteArray(target) << true << segments;
        };
        const auto bad = [](const char *name, const QByteArray &target) {
            QTest::newRow(name) << target << false << QStringList();
        };
        good("/", {});
        good("/a", {QStringLiteral("a")});
        good("/a/", {QStringLiteral("a")});
        good("/a/b%2Fc/", {QStringLiteral("a"), QStringLiteral("b/c")});
        good("/my%20room", {QStringLiteral("my room")});
        good("/%C3%A9", {QStringLiteral("\u00e9")});
        good("/a+b", {QStringLiteral("a+b")});
        good("/a//b", {QStringLiteral("a"), QString(QLatin1String("")), QStringLiteral("b")});
        good("/a?b=/c", {QStringLiteral("a")});
        good("/../a", {QStringLiteral(".."), QStringLiteral("a")});
        bad("empty", "");
        bad("relative", "a");
        bad("star", "*");
        bad("broken escape", "/%2");
        bad("broken escape at the end", "/%");
        bad("no hex", "/%zz");
        bad("NUL", "/%00");
        bad("not UTF-8", "/%ff");
        bad("overlong", "/%c0%af");
        bad("surrogate", "/%ed%a0%80");
        bad("broken escape in query", "/a?b=%");
        bad("NUL in query", "/a?b=%00");
    }

    void targets()
    {
        QFETCH(QByteArray, target);
        QFETCH(bool, valid);
        QFETCH(QStringList, segments);
        Request request;
        QCOMPARE(parseTarget(target, request), valid);
        if (valid)
            QCOMPARE(request.segments, segments);
    }

    void query()
    {
        Request request;
        QVERIFY(parseTarget("/a?x=1&y=a%20b+c&empty=&z=%2B", request));
        QCOMPARE(request.queryValue(QStringLiteral("x")), QStringLiteral("1"));
        QCOMPARE(request.queryValue(QStringLiteral("y")), QStringLiteral("a b c"));
        QCOMPARE(request.queryValue(QStringLiteral("z")), QStringLiteral("+"));
        QVERIFY(!request.queryValue(QStringLiteral("empty")).isNull());
        QVERIFY(request.queryValue(QStringLiteral("w")).isNull());
    }

    void serializes()
    {
        const Response response = Response::text("hi");
        QCOMPARE(serialize(response, true, false),
                 QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
                            "Content-Length: 2\r\nConnection: keep-alive\r\n\r\nhi"));
        QVERIFY(serialize(response, false, true)
                    .endsWith("Content-Length: 2\r\nConnection: close\r\n\r\n"));
        Response empty;
        empty.status = 204;
        QCOMPARE(serialize(empty, true, false, "X: y\r\n"),
                 QByteArray("HTTP/1.1 204 No Content\r\nX: y\r\nConnection: keep-alive\r\n\r\n"));
        Response injected;
        injected.headers.add("Location", "/a\r\nSet-Cookie: x");
        QVERIFY(serialize(injected, true, false).contains("Location: /a  Set-Cookie: x\r\n"));
        QCOMPARE(reasonPhrase(799), QByteArray("Unknown"));
    }

    void exchangeAnswersOnce()
    {
        QList<int> seen;
        bool aborted = false;
        const auto send = [&](const Response *response) { seen.append(response->status); };
        {
            Exchange exchange({}, send);
            exchange.onAborted([&] { aborted = true; });
            exchange.reply(Response::text("a", 201));
            exchange.reply(Response::text("b", 202));
            exchange.abort();
            QVERIFY(!exchange.isOpen());
        }
        QCOMPARE(seen, QList<int>{201});
        QVERIFY(!aborted);
    }

    void droppedExchangeTellsOnce()
    {
        QList<bool> answers;
        {
            Exchange exchange({}, [&](const Response *response) { answers.append(response); });
        }
        QCOMPARE(answers, QList<bool>{false});
    }

    void abortedExchangeIsSilent()
    {
        int replies = 0;
        int aborts = 0;
        {
            Exchange exchange({}, [&](const Response *) { ++replies; });
            exchange.onAborted([&] {
                ++aborts;
                exchange.reply({});
                exchange.abort();
            });
            exchange.abort();
        }
        QCOMPARE(replies, 0);
        QCOMPARE(aborts, 1);
    }

    void revalidates_data()
    {
        QTest::addColumn<QByteArray>("known");
        QTest::addColumn<int>("status");
        QTest::newRow("nothing") << QByteArray() << 200;
        QTest::newRow("that state") << QByteArray("\"a\"") << 304;
        QTest::newRow("weakly") << QByteArray("W/\"a\"") << 304;
        QTest::newRow("among others") << QByteArray("\"b\", W/\"a\"") << 304;
        QTest::newRow("another") << QByteArray("\"b\"") << 200;
    }
    void revalidates()
    {
        QFETCH(QByteArray, known);
        QFETCH(int, status);
        http::Request request;
        if (!known.isEmpty())
            request.headers.set("If-None-Match", known);
        http::Response response;
        QCOMPARE(http::revalidate(response, request, "\"a\""), status == 304);
        QCOMPARE(response.status, status);
        QCOMPARE(response.headers.value("ETag"), QByteArray("\"a\""));
    }
};

PARLANCE_TEST(TestHttpMessage)

} // namespace tst_httpmessage

#include "tst_httpmessage.moc"
