// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/appendpoint.h"
#include "socketio/packet.h"
#include "support/socketiofakes.h"
#include "support/testprogram.h"

namespace tst_socketiodelivery {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;

struct Fixture
{
    void connect()
    {
        app->endpoint().attach(&session);
        session.receive("0");
        session.sent.clear();
    }

    TimerQueue timers;
    FakeSession session;
    FakeGateway gateway;
    std::unique_ptr<AppEndpoint> app = std::make_unique<AppEndpoint>(gateway, timers, Options());
};

/// Connection::whenDelivered() of a client; what waits for a recovery is tst_socketiorestore's.
class TestSocketIoDelivery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hearsOfDelivery_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<QByteArrayList>("delivered");
        QTest::newRow("delivered") << QByteArray() << QByteArrayList{"a"};
        QTest::newRow("left") << QByteArray("left") << QByteArrayList{};
        QTest::newRow("lost") << QByteArray("lost") << QByteArrayList{};
        QTest::newRow("ended") << QByteArray("ended") << QByteArrayList{};
    }
    /// Not where the client has left the namespace only, either.
    void hearsOfDelivery()
    {
        QFETCH(QByteArray, end);
        Fixture f;
        f.connect();
        QByteArrayList delivered;
        f.gateway.last->send(encodeShared("2[\"a\"]"));
        f.gateway.last->whenDelivered([&] { delivered += "a"; });
        QCOMPARE(f.session.waiting.size(), size_t(1));
        QCOMPARE(f.session.waiting[0].sent, QByteArrayList{"2[\"a\"]"});
        if (end == "left")
            f.session.receive("1");
        else if (end == "lost")
            f.session.lose();
        else if (end == "ended")
            f.gateway.last->disconnect(DisconnectReason::SessionEnded);
        f.session.confirm();
        QTEST(delivered, "delivered");
        f.session.confirm();
        QTEST(delivered, "delivered");
    }

    /// A frame that is not sent is never reported as delivered.
    void nothingIsDeliveredBeforeItIsConnected()
    {
        Fixture f;
        f.gateway.defer = true;
        f.connect();
        bool delivered = false;
        f.gateway.last->send(encodeShared("2[\"a\"]"));
        f.gateway.last->whenDelivered([&] { delivered = true; });
        f.gateway.pendingOpen(f.gateway.answer());
        f.session.confirm();
        QCOMPARE(f.session.sent.size(), 1);
        QVERIFY(!delivered);
    }
};

PARLANCE_TEST(TestSocketIoDelivery)

} // namespace tst_socketiodelivery

#include "tst_socketiodelivery.moc"
