// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/commonfields.h"
#include "net/httpfrontend.h"
#include "net/router.h"
#include "net/trustedproxies.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

namespace tst_netrouter {

using namespace parlance;
using namespace parlance::net;
using http::ExchangePtr;
using http::Method;

http::Request request(const QByteArray &target, Method method = Method::Get)
{
    http::Request made;
    http::parseTarget(target, made);
    made.method = method;
    return made;
}

class TestNetRouter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("parameter");
        const auto row = [](const char *target, const char *pattern, const char *id = nullptr) {
            QTest::newRow(target) << QByteArray(target) << QString::fromLatin1(pattern)
                                  << QString::fromUtf8(id);
        };
        row("/", "/");
        row("/rooms", "/rooms");
        row("/Rooms/", "/rooms");
        row("/rooms/7", "/rooms/:id", "7");
        row("/rooms/My%20Room", "/rooms/:id", "My Room");
        row("/rooms/a%2Fb", "/rooms/:id", "a/b");
        row("/rooms/me", "/rooms/me");
        row("/rooms/me/users", "/rooms/:id/users", "me");
        row("/rooms/me/only", "/rooms/me/only");
        row("/rooms//users", "");
        row("/rooms/7/", "/rooms/:id", "7");
        row("/nothing", "");
        row("/rooms/7/users/8", "");
    }

    void matches()
    {
        QFETCH(QByteArray, target);
        QFETCH(QString, pattern);
        QFETCH(QString, parameter);
        Router router;
        for (const char *each :
             {"/", "/rooms", "/rooms/:id", "/rooms/me", "/rooms/:id/users", "/rooms/me/only"})
            router.add(Method::Get, QString::fromLatin1(each), {});
        const auto match = router.match(request(target));
        QCOMPARE(match.route == nullptr, pattern.isEmpty());
        if (pattern.isEmpty())
            return;
        QCOMPARE(match.route->pattern, pattern);
        QCOMPARE(match.parameters.value(0), parameter);
    }

    void parametersInTheirOrder()
    {
        Router router;
        router.add(Method::Get, QStringLiteral("/a/:x/b/:y"), {});
        const auto match = router.match(request("/a/1/B/%32"));
        QCOMPARE(match.parameters, (QStringList{QStringLiteral("1"), QStringLiteral("2")}));
    }

    void methodOfTheLessSpecificPattern()
    {
        Router router;
        router.add(Method::Get, QStringLiteral("/users/me"), {});
        router.add(Method::Delete, QStringLiteral("/users/:id"), {});
        const auto match = router.match(request("/users/me", Method::Delete));
        QVERIFY(match.route);
        QCOMPARE(match.route->pattern, QStringLiteral("/users/:id"));
        QCOMPARE(match.parameters, QStringList{QStringLiteral("me")});
        QCOMPARE(match.allowed.size(), 2u);
    }

    void prefixes()
    {
        Router router;
        router.addPrefix(QStringLiteral("/socket.io/"), [](const ExchangePtr &) {});
        for (const char *target :
             {"/socket.io", "/socket.io/", "/Socket.IO/?EIO=4", "/socket.io/x"})
            QVERIFY2(router.match(request(target)).prefix, target);
        for (const char *target : {"/", "/socket.iox", "/x/socket.io"})
            QVERIFY2(!router.match(request(target)).prefix, target);
    }

    void trustedProxies_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArray>("forwarded");
        QTest::addColumn<QString>("client");
        const auto row = [](const char *name, const char *peer, const char *forwarded,
                            const char *client) {
            QTest::newRow(name) << QString::fromLatin1(peer) << QByteArray(forwarded)
                                << QString::fromLatin1(client);
        };
        row("not trusted", "8.8.8.8", "1.2.3.4", "8.8.8.8");
        row("trusted", "10.1.2.3", "1.2.3.4", "1.2.3.4");
        row("mapped", "::ffff:10.1.2.3", "::ffff:1.2.3.4", "1.2.3.4");
        row("chain", "10.1.2.3", "6.6.6.6, 1.2.3.4 , 10.9.9.9", "1.2.3.4");
        row("all trusted", "10.1.2.3", "10.0.0.1, 10.0.0.2", "10.0.0.1");
        row("v6", "::1", "2001:db8::5", "2001:db8::5");
        row("none", "10.1.2.3", "", "10.1.2.3");
        row("garbage", "10.1.2.3", "unknown", "10.1.2.3");
        row("garbage behind a proxy", "10.1.2.3", "x, 10.0.0.1", "10.1.2.3");
        row("short form", "10.1.2.3", "1.2", "10.1.2.3");
        row("garbage left of it", "10.1.2.3", "x, 1.2.3.4", "1.2.3.4");
    }

    void trustedProxies()
    {
        QFETCH(QString, peer);
        QFETCH(QByteArray, forwarded);
        QFETCH(QString, client);
        const auto proxies =
            TrustedProxies::parse({QStringLiteral("10.0.0.0/8"), QStringLiteral("::1")});
        QVERIFY(proxies);
        QCOMPARE(proxies->client(normalizedAddress(QHostAddress(peer)), forwarded).toString(),
                 client);
    }

    void badProxyIsNamed()
    {
        const auto proxies =
            TrustedProxies::parse({QStringLiteral("10.0.0.0/8"), QStringLiteral("nonsense")});
        QVERIFY(!proxies);
        QVERIFY(proxies.error().detail.contains(QLatin1String("nonsense")));
    }

    void answerMayNameItsOwnOrigin()
    {
        const CommonFields fields;
        http::Response response;
        response.headers.add("Access-Control-Allow-Origin", "https://admin");
        QVERIFY(!fields.linesFor(response, {}).contains("Access-Control"));
    }

    /// What Qt reads from a request must be what the guard has admitted.
    void frontendAgreesWithTheGuard()
    {
        HttpFrontend frontend;
        QVERIFY(frontend.start());
        http::RawRequest raw;
        raw.method = Method::Post;
        raw.target = "/a%2Fb?x=1";
        raw.head = "POST /a%2Fb?x=1 HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nX-A: \xff 2\r\n\r\n";
        raw.headerCount = 3;
        raw.body = "body";
        for (int i = 0; i < 3; ++i) {
            const auto parsed = frontend.parse(raw);
            QVERIFY(parsed);
            QCOMPARE(parsed->method, Method::Post);
            QCOMPARE(parsed->segments, QList<QString>{QStringLiteral("a/b")});
            QCOMPARE(parsed->body, QByteArray("body"));
            QCOMPARE(parsed->headers.combined("X-A"), QByteArray("1, \xff 2"));
            http::RawRequest odd = raw;
            odd.headerCount = 2;
            QTest::ignoreMessage(QtWarningMsg,
                                 "Qt HTTP Server and the guard disagree about a request");
            QVERIFY(!frontend.parse(odd));
            QCoreApplication::processEvents();
        }
    }
};

PARLANCE_TEST(TestNetRouter)

} // namespace tst_netrouter

#include "tst_netrouter.moc"
