// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/engineiofixture.h"
#include "support/testprogram.h"

#include <QElapsedTimer>

namespace tst_engineiopollingend {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;
using namespace std::chrono_literals;

using Fixture = EngineIoFixture;
using http::Method;

/// How a session over polling ends, except for protocol errors.
class TestEngineIoPollingEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavingEndsTheSessionAtOnce()
    {
        Fixture f;
        const QByteArray sid = f.open();
        f.poll(sid)->leave();
        QCOMPARE(f.poll(sid)->status(), 400);
        QCOMPARE(f.server->sessionCount(), 0);
        QTRY_COMPARE(f.closed, QList<QByteArray>{"transport error"});
    }

    void clientCloses()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        QCOMPARE(f.post(sid, "1\x1e"
                             "4late")
                     ->body(),
                 QByteArray("ok"));
        QCOMPARE(hanging->body(), QByteArray("6"));
        QCOMPARE(f.poll(sid)->status(), 400);
        QVERIFY(f.received.isEmpty());
        QTRY_COMPARE(f.closed, QList<QByteArray>{"transport close"});
    }

    /// Poll and close may arrive on two connections, in any order.
    void pollMayComeAMomentAfterTheClose()
    {
        Fixture f;
        const QByteArray sid = f.open();
        f.last()->sendText("not fetched any more");
        QCOMPARE(f.post(sid, "1\x1e"
                             "4late")
                     ->body(),
                 QByteArray("ok"));
        QVERIFY(!f.last()->isOpen());
        QCOMPARE(f.poll(sid)->body(), QByteArray("6"));
        QCOMPARE(f.poll(sid)->status(), 400);
        QTRY_COMPARE(f.closed, QList<QByteArray>{"transport close"});
        QVERIFY(f.received.isEmpty());
    }

    void closesWithoutAPollToo()
    {
        Fixture f;
        f.post(f.open(), "1");
        QTRY_COMPARE(f.closed, QList<QByteArray>{"transport close"});
        QCOMPARE(f.server->sessionCount(), 0);
    }

    void serverClosesHangingPoll()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        f.last()->sendText("bye");
        f.last()->close(CloseReason::ForcedClose);
        QVERIFY(!f.last()->isOpen());
        f.last()->sendText("too late");
        QCOMPARE(hanging->body(), QByteArray("4bye"));
        // Alone: official clients handle a close before the packets that precede it.
        QCOMPARE(f.poll(sid)->body(), QByteArray("1"));
        QVERIFY2(f.closed.isEmpty(), "closed comes in a later turn");
        QTRY_COMPARE(f.closed, QList<QByteArray>{"forced close"});
        QCOMPARE(f.poll(sid)->status(), 400);
    }

    void serverClosesWithTheNextPoll()
    {
        Fixture f;
        const QByteArray sid = f.open();
        f.last()->sendText("bye");
        f.last()->close(CloseReason::ForcedClose);
        QCOMPARE(f.post(sid, "4ignored")->body(), QByteArray("ok"));
        QVERIFY(f.received.isEmpty());
        QCOMPARE(f.poll(sid)->body(), QByteArray("4bye"));
        QCOMPARE(f.poll(sid)->body(), QByteArray("1"));
        QCOMPARE(f.poll(sid)->status(), 400);
        QTRY_COMPARE(f.closed, QList<QByteArray>{"forced close"});
    }

    void receiversMayCloseInside_data() { closingRows(); }
    void receiversMayCloseInside()
    {
        QFETCH(CloseReason, reason);
        Fixture f;
        f.echo = false;
        const QByteArray sid = f.open();
        connect(f.last(), &Session::textReceived, f.last(), [&] { f.last()->close(reason); });
        QTEST(f.post(sid, "4a\x1e"
                          "4b")
                  ->status(),
              "status");
        QCOMPARE(f.received, QList<QByteArray>{"a"});
        f.poll(sid);
        QCOMPARE(f.server->sessionCount(), 0);
        QTRY_COMPARE(f.closed.size(), 1);
    }

    void silentSessionsEndInTime()
    {
        Fixture f(pinging(60ms, 40ms));
        QElapsedTimer clock;
        clock.start();
        const QByteArray sid = f.open();
        // An unsolicited pong has no effect.
        f.post(sid, "3");
        QTRY_COMPARE(f.closed, QList<QByteArray>{"ping timeout"});
        QVERIFY2(clock.elapsed() >= 99, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(f.poll(sid)->status(), 400);
    }

    void shutsDown()
    {
        Fixture f;
        const QByteArray hangingSid = f.open();
        f.open();
        const auto hanging = f.poll(hangingSid);
        f.server->shutDown();
        QCOMPARE(hanging->body(), QByteArray("1"));
        QCOMPARE(f.server->sessionCount(), 0);
        QTRY_COMPARE(f.closed, (QList<QByteArray>{"server shutting down", "server shutting down"}));
        QCOMPARE(f.send(Fixture::makeRequest(Method::Get, "EIO=4&transport=polling"))->status(),
                 503);
    }

    void destroyedServersTell()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        f.open();
        f.last()->close(CloseReason::ParseError);
        f.server.reset();
        QCOMPARE(hanging->body(), QByteArray("1"));
        QCOMPARE(f.closed.size(), 2);
    }
};

PARLANCE_TEST(TestEngineIoPollingEnd)

} // namespace tst_engineiopollingend

#include "tst_engineiopollingend.moc"
