// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/deliverytracker.h"
#include "support/deliveryfixture.h"
#include "support/testprogram.h"

namespace tst_engineiodelivery {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;
using namespace std::chrono_literals;

using Fixture = DeliveryFixture;
using Client = DeliveryClient;

/// Session::whenDelivered(); what becomes of it in an upgrade is tst_engineiodeliveryupgrade's.
class TestEngineIoDelivery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // WebSocket ----------------------------------------------------------------------------------

    void pongBehindTheMessageConfirms()
    {
        Fixture f;
        Client client(f);
        f.send("a");
        client.sync();
        QCOMPARE(client.peer.messages, (QByteArrayList{"4a", "2"}));
        QCOMPARE(f.delivered, QByteArrayList{});
        client.peer.sendText("3");
        QTRY_COMPARE(f.delivered, QByteArrayList{"a"});
        client.peer.sendText("3");
        client.sync();
        QCOMPARE(f.delivered, QByteArrayList{"a"});
    }

    void callsWithNothingBetweenShareOnePing()
    {
        Fixture f;
        Client client(f);
        f.send("a");
        f.await("b");
        f.await("c");
        client.sync();
        QCOMPARE(client.peer.messages, (QByteArrayList{"4a", "2"}));
        client.peer.sendText("3");
        QTRY_COMPARE(f.delivered, (QByteArrayList{"a", "b", "c"}));
    }

    void whatIsKnownIsToldInALaterTurn()
    {
        Fixture f;
        Client client(f);
        f.send("a");
        client.peer.sendText("3");
        QTRY_COMPARE(f.delivered, QByteArrayList{"a"});
        f.await("b");
        QTRY_COMPARE(f.delivered, (QByteArrayList{"a", "b"}));
        QCOMPARE(client.pings(), 1);
    }

    /// No message is confirmed by a pong to a ping that stood before it, and every one is in the
    /// end.
    void burstsTakeFewPings()
    {
        Fixture f;
        Client client(f);
        constexpr qsizetype count = 100;
        for (qsizetype i = 0; i < count; ++i)
            f.send(QByteArray::number(i));
        qsizetype messages = 0;
        qsizetype pings = 0;
        while (f.delivered.size() < count) {
            QVERIFY(client.waitFor(1));
            if (client.peer.messages.takeFirst() != "2") {
                ++messages;
                continue;
            }
            ++pings;
            client.peer.sendText("3");
            const qsizetype before = f.delivered.size();
            QTRY_VERIFY(f.delivered.size() > before);
            QVERIFY(f.delivered.size() <= messages);
        }
        QCOMPARE(messages, count);
        QCOMPARE(pings, 5);
        for (qsizetype i = 0; i < count; ++i)
            QCOMPARE(f.delivered.at(i), QByteArray::number(i));
    }

    void unaskedPongsConfirmNothing()
    {
        Fixture f;
        Client client(f);
        for (int i = 0; i < 500; ++i)
            client.peer.sendText("3");
        client.sync();
        f.send("a");
        client.sync();
        QCOMPARE(f.delivered, QByteArrayList{});
        client.peer.sendText("3");
        QTRY_COMPARE(f.delivered, QByteArrayList{"a"});
    }

    void heartbeatsPingServesAsWell()
    {
        Options options;
        options.pingInterval = 300ms;
        Fixture f(options);
        Client client(f);
        f.last()->sendText("a");
        QTRY_COMPARE(client.peer.messages, (QByteArrayList{"4a", "2"}));
        f.await("a");
        client.sync();
        QCOMPARE(client.pings(), 1);
        client.peer.sendText("3");
        QTRY_COMPARE(f.delivered, QByteArrayList{"a"});
    }

    // The end ------------------------------------------------------------------------------------

    void sessionsEndDropsIt_data()
    {
        QTest::addColumn<QByteArray>("end");
        for (const char *end : {"left", "lost", "closed", "shut down", "destroyed"})
            QTest::newRow(end) << QByteArray(end);
    }
    void sessionsEndDropsIt()
    {
        QFETCH(QByteArray, end);
        Fixture f;
        Client client(f);
        f.send("a");
        auto held = std::make_shared<int>();
        const std::weak_ptr<int> alive = held;
        f.last()->whenDelivered([held = std::move(held)] {});
        QVERIFY(!alive.expired());
        client.sync();
        if (end == "left")
            client.peer.sendText("1");
        else if (end == "lost")
            client.peer.drop();
        else if (end == "closed")
            f.last()->close(CloseReason::ForcedClose);
        else if (end == "shut down")
            f.server->shutDown();
        else
            f.server.reset();
        client.peer.sendText("3");
        QTRY_COMPARE(f.closed.size(), 1);
        QVERIFY(alive.expired());
        QCOMPARE(f.delivered, QByteArrayList{});
    }

    void closedSessionsTakeNobody()
    {
        Fixture f;
        const QByteArray sid = f.open();
        f.last()->sendText("a");
        f.last()->close(CloseReason::ForcedClose);
        f.await("a");
        QCOMPARE(f.poll(sid)->body(), QByteArray("4a"));
        QCOMPARE(f.poll(sid)->body(), QByteArray("1"));
        QTRY_COMPARE(f.closed.size(), 1);
        QCOMPARE(f.delivered, QByteArrayList{});
    }

    void receiversMayCloseInside_data() { closingRows(); }
    void receiversMayCloseInside()
    {
        QFETCH(CloseReason, reason);
        Fixture f;
        Client client(f);
        engineio::Session *session = f.last();
        session->sendText("a");
        session->whenDelivered([&] {
            f.delivered += "closing";
            session->close(reason);
        });
        f.await("a");
        client.peer.sendText("3");
        client.peer.sendText("4unheard");
        QTRY_COMPARE(f.closed, QByteArrayList{closeReasonText(reason)});
        QCOMPARE(f.delivered, QByteArrayList{"closing"});
        QCOMPARE(f.received, QByteArrayList{});
    }

    void receiversMayAskAgainInside()
    {
        Fixture f;
        Client client(f);
        f.last()->sendText("a");
        f.last()->whenDelivered([&f] { f.send("b"); });
        client.peer.sendText("3");
        client.sync();
        QCOMPARE(client.peer.messages, (QByteArrayList{"4a", "2", "4b", "2"}));
        QCOMPARE(f.delivered, QByteArrayList{});
        client.peer.sendText("3");
        QTRY_COMPARE(f.delivered, QByteArrayList{"b"});
    }

    /// A client of revision 3 that never pings is never known to have anything.
    void tooManyEndTheSession()
    {
        Fixture f({}, 3);
        Client client(f);
        f.last()->sendText("a");
        for (size_t i = 0; i < DeliveryTracker::maxWaiting; ++i)
            f.last()->whenDelivered([] {});
        QVERIFY(f.last()->isOpen());
        f.await("a");
        QVERIFY(!f.last()->isOpen());
        QTRY_COMPARE(f.closed, QByteArrayList{"transport error"});
        QCOMPARE(f.delivered, QByteArrayList{});
    }

    // Polling ------------------------------------------------------------------------------------

    void nextPollConfirms_data()
    {
        QTest::addColumn<int>("revision");
        QTest::addColumn<bool>("hangs");
        QTest::addColumn<QByteArray>("posted");
        for (const int revision : {3, 4}) {
            const QByteArray posted = revision == 3 ? "1:22:4x"
                                                    : "3\x1e"
                                                      "4x";
            QTest::addRow("revision %d", revision) << revision << false << posted;
            QTest::addRow("revision %d, a poll hangs", revision) << revision << true << posted;
        }
    }
    void nextPollConfirms()
    {
        QFETCH(int, revision);
        QFETCH(bool, hangs);
        QFETCH(QByteArray, posted);
        Fixture f({}, revision);
        f.echo = false;
        const QByteArray sid = f.open();
        const PendingPtr hanging = hangs ? f.poll(sid) : nullptr;
        f.send("a");
        const PendingPtr poll = hangs ? hanging : f.poll(sid);
        QTRY_VERIFY(poll->answered());
        QVERIFY(poll->body().endsWith("4a"));
        // Neither what else it says nor another message counts.
        QCOMPARE(f.post(sid, posted)->status(), 200);
        QCOMPARE(f.received, QByteArrayList{"x"});
        f.send("b");
        QCOMPARE(f.delivered, QByteArrayList{});
        f.poll(sid);
        QCOMPARE(f.delivered, QByteArrayList{"a"});
        f.poll(sid);
        QCOMPARE(f.delivered, (QByteArrayList{"a", "b"}));
    }

    void onlyWhatWasFetchedIsConfirmed()
    {
        Options options;
        options.maxPayload = 20;
        Fixture f(options);
        const QByteArray sid = f.open();
        for (const char *message : {"aaaaaaaa", "bbbbbbbb", "cccccccc"})
            f.send(message);
        QCOMPARE(f.poll(sid)->body(), QByteArray("4aaaaaaaa\x1e"
                                                 "4bbbbbbbb"));
        QCOMPARE(f.delivered, QByteArrayList{});
        QCOMPARE(f.poll(sid)->body(), QByteArray("4cccccccc"));
        QCOMPARE(f.delivered, (QByteArrayList{"aaaaaaaa", "bbbbbbbb"}));
        f.poll(sid);
        QCOMPARE(f.delivered.size(), 3);
    }

    void hangingPollMayHaveToldAlready()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        f.await("greeting");
        QTRY_COMPARE(f.delivered, QByteArrayList{"greeting"});
        QVERIFY(!hanging->answered());
    }

    void abortedPollsConfirmNothing_data()
    {
        QTest::addColumn<bool>("sent");
        QTest::newRow("with nothing to say") << false;
        QTest::newRow("before the answer") << true;
    }
    void abortedPollsConfirmNothing()
    {
        QFETCH(bool, sent);
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        if (sent)
            f.send("a");
        else
            f.await("a");
        hanging->leave();
        QTRY_COMPARE(f.closed, QByteArrayList{"transport error"});
        QCOMPARE(f.poll(sid)->status(), 400);
        QCOMPARE(f.delivered, QByteArrayList{});
    }

    /// The poll is what counts, whatever else shows that its answer has come.
    void pongsDoNotConfirmOverPolling()
    {
        Options options;
        options.pingInterval = 20ms;
        Fixture f(options);
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        QTRY_COMPARE(hanging->body(), QByteArray("2"));
        f.await("ping");
        QCOMPARE(f.post(sid, "3")->body(), QByteArray("ok"));
        QCOMPARE(f.delivered, QByteArrayList{});
        f.poll(sid);
        QCOMPARE(f.delivered, QByteArrayList{"ping"});
    }

    void pollersMayCloseInside()
    {
        Fixture f;
        const QByteArray sid = f.open();
        engineio::Session *session = f.last();
        session->sendText("a");
        session->whenDelivered([session] { session->close(CloseReason::ForcedClose); });
        f.await("a");
        QCOMPARE(f.poll(sid)->body(), QByteArray("4a"));
        QCOMPARE(f.poll(sid)->body(), QByteArray("1"));
        QTRY_COMPARE(f.closed, QByteArrayList{"forced close"});
        QCOMPARE(f.delivered, QByteArrayList{});
    }

    // Revision 3 over WebSocket ------------------------------------------------------------------

    void pingAfterThePongConfirms()
    {
        Fixture f({}, 3);
        Client client(f);
        client.peer.sendText("2");
        client.sync();
        f.send("a");
        // It follows a pong that stood before the message.
        client.peer.sendText("2");
        client.sync();
        QCOMPARE(f.delivered, QByteArrayList{});
        f.send("b");
        client.sync();
        QCOMPARE(f.delivered, QByteArrayList{});
        client.peer.sendText("2");
        QTRY_COMPARE(f.delivered, QByteArrayList{"a"});
        client.peer.sendText("2");
        QTRY_COMPARE(f.delivered, (QByteArrayList{"a", "b"}));
        QCOMPARE(client.pings(), 0);
    }
};

PARLANCE_TEST(TestEngineIoDelivery)

} // namespace tst_engineiodelivery

#include "tst_engineiodelivery.moc"
