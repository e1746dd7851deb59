// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/netfixture.h"
#include "support/testprogram.h"

namespace tst_netcors {

using namespace parlance;
using namespace parlance::test;
using http::ExchangePtr;
using http::Method;
using http::Response;

/// The CORS headers for pages of other origins.
class TestNetCors : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestFront> m_front;

private Q_SLOTS:
    void init()
    {
        m_front = std::make_unique<TestFront>();
        m_front->router.add(Method::Get, QStringLiteral("/fast"),
                            [](const ExchangePtr &exchange, const QStringList &) {
                                exchange->reply(Response::text("fast"));
                            });
        m_front->router.add(Method::Post, QStringLiteral("/echo"),
                            [](const ExchangePtr &exchange, const QStringList &) {
                                exchange->reply(Response::text(exchange->request().body));
                            });
    }

    void cleanup() { m_front.reset(); }

    void cors()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.send("OPTIONS /fast HTTP/1.1\r\nHost: x\r\nOrigin: https://a\r\n"
                    "Access-Control-Request-Method: POST\r\n\r\n");
        const Answer preflight = client.takeAnswer();
        QCOMPARE(preflight.status, 204);
        QCOMPARE(preflight.field("Access-Control-Allow-Origin"), QByteArray("*"));
        QVERIFY(preflight.field("Access-Control-Allow-Methods").contains("DELETE"));
        QVERIFY(!preflight.field("Access-Control-Max-Age").isEmpty());
        client.get("/nothing", "Origin: https://a\r\n");
        const Answer missing = client.takeAnswer();
        QCOMPARE(missing.field("Access-Control-Allow-Origin"), QByteArray("*"));
        QVERIFY(missing.field("Access-Control-Expose-Headers").contains("Retry-After"));
        QVERIFY(missing.field("Access-Control-Max-Age").isEmpty());
    }

    void narrowedCors()
    {
        m_front->fields = net::CommonFields({"https://a"});
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.get("/fast", "Origin: https://a\r\n");
        Answer answer = client.takeAnswer();
        QCOMPARE(answer.field("Access-Control-Allow-Origin"), QByteArray("https://a"));
        QCOMPARE(answer.field("Vary"), QByteArray("Origin"));
        for (const char *fields : {"Origin: https://b\r\n", ""}) {
            client.get("/fast", fields);
            answer = client.takeAnswer();
            QCOMPARE(answer.status, 200);
            QVERIFY(answer.field("Access-Control-Allow-Origin").isNull());
            QCOMPARE(answer.field("Vary"), QByteArray("Origin"));
        }
    }

    void preflights_data()
    {
        QTest::addColumn<QByteArrayList>("origins");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QByteArray>("credentials");
        const QByteArray own = "Authorization, Content-Type, access_token";
        const auto row = [](const char *name, const QByteArrayList &origins,
                            const QByteArray &wanted, const QByteArray &headers,
                            const QByteArray &credentials = {}) {
            QTest::newRow(name) << origins << wanted << headers << credentials;
        };
        row("none", {}, "", own);
        row("one", {}, "x-tenant", own + ", x-tenant");
        row("several", {"*"}, "x-a,  x-b\t, authorization", own + ", x-a,  x-b\t, authorization");
        row("two lines", {}, "x-a\r\nAccess-Control-Request-Headers: x-b", own + ", x-a, x-b");
        row("an empty name", {}, "x-a,,x-b", own);
        row("a space in a name", {}, "x a", own);
        row("a field in it", {}, "x: y", own);
        row("as long as may be", {}, QByteArray(1024, 'x'), own + ", " + QByteArray(1024, 'x'));
        row("too long", {}, QByteArray(1025, 'x'), own);
        row("of a named origin", {"https://b", "https://a"}, "x-a", own + ", x-a", "true");
        row("named, and everybody", {"https://a", "*"}, "x-a", own + ", x-a");
        row("of another origin", {"https://b"}, "x-a", {});
    }
    /// All requested headers are allowed. Credentials are allowed for configured origins only.
    void preflights()
    {
        QFETCH(QByteArrayList, origins);
        QFETCH(QByteArray, wanted);
        QFETCH(QByteArray, headers);
        QFETCH(QByteArray, credentials);
        m_front->fields = net::CommonFields(origins);
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        if (!wanted.isEmpty())
            wanted = "Access-Control-Request-Headers: " + wanted + "\r\n";
        client.send("OPTIONS /fast HTTP/1.1\r\nHost: x\r\nOrigin: https://a\r\n"
                    "Access-Control-Request-Method: POST\r\n" +
                    wanted + "\r\n");
        const Answer preflight = client.takeAnswer();
        QCOMPARE(preflight.status, 204);
        QCOMPARE(preflight.field("Access-Control-Allow-Headers"), headers);
        QCOMPARE(preflight.field("Access-Control-Allow-Credentials"), credentials);
        QCOMPARE(preflight.head.contains("Vary: Access-Control-Request-Headers"),
                 !headers.isEmpty());
        client.get("/fast", "Origin: https://a\r\n" + wanted);
        const Answer answer = client.takeAnswer();
        QCOMPARE(answer.field("Access-Control-Allow-Credentials"), credentials);
    }
};

PARLANCE_TEST(TestNetCors)

} // namespace tst_netcors

#include "tst_netcors.moc"
