// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/deliveryfixture.h"
#include "support/probedsession.h"
#include "support/testprogram.h"

namespace tst_engineiodeliveryupgrade {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;

using Fixture = DeliveryFixture;
using Client = DeliveryClient;
using Upgrading = ProbedSession<Fixture, Client>;

/// Session::whenDelivered() where a WebSocket takes over.
class TestEngineIoDeliveryUpgrade : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void upgradeConfirmsWhatWasFetched()
    {
        Upgrading u;
        u.f.send("a");
        QCOMPARE(u.f.polled(u.sid), QByteArray("4a"));
        u.f.send("b");
        QCOMPARE(u.f.delivered, QByteArrayList{});
        u.client.peer.sendText("5");
        u.client.sync();
        QCOMPARE(u.f.delivered, QByteArrayList{"a"});
        QCOMPARE(u.client.peer.messages, (QByteArrayList{"4b", "2"}));
        u.client.peer.sendText("3");
        QTRY_COMPARE(u.f.delivered, (QByteArrayList{"a", "b"}));
    }

    /// A POST is still being handled when the "5" comes.
    void whatIsSentBeforeTheUpgradeIsThroughIsAskedFor()
    {
        Upgrading u;
        u.f.echo = false;
        PendingPtr post;
        bool isPosting = false;
        u.f.last()->sendText("a");
        u.f.last()->whenDelivered([&] {
            isPosting = post && !post->answered();
            u.f.send("b");
        });
        QCOMPARE(u.f.polled(u.sid), QByteArray("4a"));
        u.client.peer.sendText("5");
        u.client.peer.sendText("3");
        u.client.peer.awaitArrival(2 * WebSocketPeer::frameBytes(1));
        post = u.f.post(u.sid, QByteArrayList(1000, "4x").join('\x1e'));
        QTRY_COMPARE(u.client.peer.messages, (QByteArrayList{"4b", "2"}));
        QVERIFY(isPosting);
        u.f.echo = true;
        u.client.sync();
        QCOMPARE(u.f.delivered, QByteArrayList{});
        u.client.peer.sendText("3");
        QTRY_COMPARE(u.f.delivered, QByteArrayList{"b"});
    }

    void receiversMayCloseInside_data() { closingRows(); }
    void receiversMayCloseInside()
    {
        QFETCH(CloseReason, reason);
        Upgrading u;
        engineio::Session *session = u.f.last();
        session->sendText("a");
        session->whenDelivered([session, reason] { session->close(reason); });
        u.f.await("a");
        QCOMPARE(u.f.polled(u.sid), QByteArray("4a"));
        u.client.peer.sendText("5");
        QTRY_COMPARE(u.client.peer.closeCode, quint16(1000));
        QTRY_COMPARE(u.f.closed, QByteArrayList{closeReasonText(reason)});
        QCOMPARE(u.f.delivered, QByteArrayList{});
    }

    void pingAfterThePongConfirmsAcrossTheUpgrade()
    {
        Fixture f({}, 3);
        const QByteArray sid = f.open();
        Client client(f, sid);
        client.peer.sendText("2probe");
        QTRY_COMPARE(client.peer.messages, QByteArrayList{"3probe"});
        f.send("a");
        // Its pong waits for the WebSocket too.
        f.post(sid, "1:2");
        client.peer.messages.clear();
        client.peer.sendText("5");
        client.sync();
        QCOMPARE(client.peer.messages, (QByteArrayList{"4a", "3"}));
        QCOMPARE(f.delivered, QByteArrayList{});
        client.peer.sendText("2");
        QTRY_COMPARE(f.delivered, QByteArrayList{"a"});
    }
};

PARLANCE_TEST(TestEngineIoDeliveryUpgrade)

} // namespace tst_engineiodeliveryupgrade

#include "tst_engineiodeliveryupgrade.moc"
