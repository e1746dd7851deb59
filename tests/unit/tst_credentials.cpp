// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/credentials.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

namespace tst_credentials {

using namespace parlance;
using namespace Qt::StringLiterals;

using Fields = QList<std::pair<QByteArray, QByteArray>>;

ClientEvidence evidence(const Fields &fields, const QString &address = u"127.0.0.1"_s,
                        bool onLoopback = true)
{
    http::Request request;
    request.remoteAddress = address;
    request.onLoopback = onLoopback;
    for (const auto &[name, value] : fields)
        request.headers.add(name, value);
    if (request.headers.count("Host") == 0)
        request.headers.add("Host", "localhost:8080");
    return clientEvidence(request);
}

ClientFingerprint fingerprint(const Fields &fields, const QString &address = u"127.0.0.1"_s)
{
    return evidence(fields, address).fingerprint;
}

class TestCredentials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesOfThisMachine_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("isLoopback");
        const auto row = [](const char *origin, bool isLoopback) {
            QTest::newRow(origin) << QByteArray(origin) << isLoopback;
        };
        row("http://localhost:3000", true);
        row("https://localhost:3000", true);
        row("http://LOCALHOST:3000", true);
        row("http://127.0.0.1:3000", true);
        row("http://127.8.9.1:3000", true);
        row("http://[::1]:3000", true);
        // Packaged mobile apps, and origins that are no development servers.
        row("http://localhost", false);
        row("https://localhost", false);
        row("capacitor://localhost", false);
        row("capacitor://localhost:3000", false);
        row("ionic://localhost", false);
        row("file://", false);
        row("null", false);
        row("", false);
        row("http://chat.example.org:3000", false);
        row("http://localhost.example.org:3000", false);
        row("http://localhost:3000@example.org:80", false);
        row("http://127.0.0.1.example.org:3000", false);
        row("http://[::2]:3000", false);
        row("http://128.0.0.1:3000", false);
        row("http://localhost:99999", false);
        row("localhost:3000", false);
    }
    void pagesOfThisMachine()
    {
        QFETCH(QByteArray, origin);
        QFETCH(bool, isLoopback);
        QCOMPARE(fingerprint({{"Origin", origin}}).isLoopback, isLoopback);
        // The Referer counts only if there is no Origin.
        QCOMPARE(fingerprint({{"Referer", origin + "/chat?a=b"}}).isLoopback, isLoopback);
        QVERIFY(!fingerprint({{"Origin", "null"}, {"Referer", origin}}).isLoopback);
        QVERIFY(!evidence({{"Origin", origin}}, u"127.0.0.1"_s, false).fingerprint.isLoopback);
    }

    void proxiesAreNoPages_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"Forwarded", "X-Forwarded-For", "x-forwarded-proto",
                                 "X-Forwarded-Anything", "X-Real-IP", "Via"})
            QTest::newRow(name) << QByteArray(name);
    }
    void proxiesAreNoPages()
    {
        QFETCH(QByteArray, name);
        const ClientEvidence shown =
            evidence({{"Origin", "http://localhost:3000"}, {name, "127.0.0.1"}});
        QVERIFY(!shown.fingerprint.isLoopback);
        QVERIFY(shown.isForwarded);
        QCOMPARE(QByteArray(shown.notLoopback), QByteArray("a proxy forwarded it"));
    }

    // A proxied request has the host name of the site.
    void otherHostsAreNoPages_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("isLoopback");
        for (const char *host : {"localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.1.2.3:8080",
                                 "[::1]:8080", "[::1]", "::1:8080"})
            QTest::newRow(host) << QByteArray(host) << true;
        for (const char *host : {"chat.example.org", "chat.example.org:8080", "192.0.2.1:8080",
                                 "localhost.example.org", "localhost@example.org", "backend",
                                 "128.0.0.1", "", "[::2]:8080", "localhost:x"})
            QTest::newRow(host) << QByteArray(host) << false;
    }
    void otherHostsAreNoPages()
    {
        QFETCH(QByteArray, host);
        QFETCH(bool, isLoopback);
        const Fields fields{{"Origin", "http://localhost:3000"}, {"Host", host}};
        QCOMPARE(fingerprint(fields).isLoopback, isLoopback);
    }

    // Proxies use HTTP/1.0 by default.
    void http10IsNoPage()
    {
        http::Request request;
        request.remoteAddress = u"127.0.0.1"_s;
        request.onLoopback = true;
        request.headers.add("Host", "127.0.0.1:8080");
        request.headers.add("Origin", "http://localhost:3000");
        QVERIFY(clientEvidence(request).fingerprint.isLoopback);
        request.http10 = true;
        QVERIFY(!clientEvidence(request).fingerprint.isLoopback);
    }

    void loopbackAddressesAreOne()
    {
        QCOMPARE(fingerprint({}, u"::1"_s).address, u"127.0.0.1"_s);
        QCOMPARE(fingerprint({}, u"127.0.0.2"_s).address, u"127.0.0.2"_s);
        QCOMPARE(fingerprint({}, u"2001:db8::1"_s).address, u"2001:db8::1"_s);
    }

    void originsAreCompared()
    {
        const auto of = [](const char *origin) { return fingerprint({{"Origin", origin}}).origin; };
        QCOMPARE(of("https://chat.example.org"), of("https://CHAT.example.org:443"));
        QVERIFY(of("https://chat.example.org") != of("http://chat.example.org"));
        QVERIFY(of("http://localhost:3000") != of("http://localhost:3001"));
        QVERIFY(of("http://localhost:3000") != of("http://127.0.0.1:3000"));
        // Two opaque origins are never equal.
        for (const char *opaque : {"null", "file://", "nonsense"})
            QVERIFY(of(opaque).isEmpty());
        QVERIFY(fingerprint({{"Origin", "http://a:1"}, {"Origin", "http://a:1"}}).origin.isEmpty());
        QCOMPARE(fingerprint({{"Referer", "http://localhost:3000/a/b"}}).origin,
                 of("http://localhost:3000"));
    }

    void versionsOfBrowsersAreNot()
    {
        const auto of = [](const char *agent) {
            return fingerprint({{"Origin", "http://localhost:3000"}, {"User-Agent", agent}})
                .userAgent;
        };
        QCOMPARE(of("Mozilla/5.0 (X11) Chrome/120.0.1 Safari/537.36"),
                 of("Mozilla/5.0 (X11) Chrome/121.0 Safari/537.40"));
        QVERIFY(of("Mozilla/5.0 (X11) Chrome/120.0") != of("Mozilla/5.0 (X11) Firefox/120.0"));
        QVERIFY(!of("").isEmpty());
    }

    void withoutAPageTheServerIsTheOrigin()
    {
        const Fields own{{"Host", "chat.example.org:8080"}, {"User-Agent", "app"}};
        QCOMPARE(fingerprint(own).origin,
                 fingerprint({{"Origin", "http://chat.example.org:8080"}}).origin);
        QVERIFY(fingerprint(own).userAgent.isEmpty());
        QVERIFY(!fingerprint({{"Host", "localhost:8080"}}).isLoopback);
    }
};

PARLANCE_TEST(TestCredentials)

} // namespace tst_credentials

#include "tst_credentials.moc"
