// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/netfixture.h"
#include "support/testprogram.h"

namespace tst_netproxies {

using namespace parlance;
using namespace parlance::test;
using http::ExchangePtr;
using http::Method;

/// What a proxy in front says of its clients.
class TestNetProxies : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestFront> m_front;

private Q_SLOTS:
    void init()
    {
        m_front = std::make_unique<TestFront>();
        m_front->router.add(
            Method::Get, QStringLiteral("/who"),
            [](const ExchangePtr &exchange, const QStringList &) {
                exchange->reply(http::Response::text(exchange->request().remoteAddress.toLatin1()));
            });
    }

    void cleanup() { m_front.reset(); }

    void remoteAddress()
    {
        m_front->proxies = *net::TrustedProxies::parse({QStringLiteral("127.0.0.0/8")});
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.get("/who", "X-Forwarded-For: 6.6.6.6, 1.2.3.4\r\nX-Forwarded-For: 127.0.0.9\r\n");
        QCOMPARE(client.takeAnswer().body, QByteArray("1.2.3.4"));
        client.get("/who", "X-Forwarded-For: garbage\r\n");
        QCOMPARE(client.takeAnswer().body, QByteArray("127.0.0.1"));
        client.get("/who");
        QCOMPARE(client.takeAnswer().body, QByteArray("127.0.0.1"));
    }

    void forwardedScheme_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<bool>("secure");
        QTest::newRow("https") << QByteArray("X-Forwarded-Proto: https\r\n") << true << true;
        QTest::newRow("the proxy's own")
            << QByteArray("X-Forwarded-Proto: http, HTTPS\r\n") << true << true;
        QTest::newRow("http") << QByteArray("X-Forwarded-Proto: https, http\r\n") << true << false;
        QTest::newRow("none") << QByteArray() << true << false;
        QTest::newRow("not trusted")
            << QByteArray("X-Forwarded-Proto: https\r\n") << false << false;
    }

    void forwardedScheme()
    {
        QFETCH(QByteArray, fields);
        QFETCH(bool, trusted);
        QFETCH(bool, secure);
        if (trusted)
            m_front->proxies = *net::TrustedProxies::parse({QStringLiteral("127.0.0.1")});
        bool seen = false;
        m_front->router.add(Method::Get, QStringLiteral("/scheme"),
                            [&seen](const ExchangePtr &exchange, const QStringList &) {
                                seen = exchange->request().secure;
                                exchange->reply({});
                            });
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.get("/scheme", fields);
        QCOMPARE(client.takeAnswer().status, 200);
        QCOMPARE(seen, secure || overTls());
    }

    void untrustedPeerCannotNameItsAddress()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.get("/who", "X-Forwarded-For: 1.2.3.4\r\n");
        QCOMPARE(client.takeAnswer().body, QByteArray("127.0.0.1"));
    }
};

PARLANCE_TEST(TestNetProxies)

} // namespace tst_netproxies

#include "tst_netproxies.moc"
