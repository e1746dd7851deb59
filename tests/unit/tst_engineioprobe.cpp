// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/engineiowebsocket.h"
#include "support/probedsession.h"
#include "support/testprogram.h"
#include "websocket/frame.h"

namespace tst_engineioprobe {

using namespace parlance;
using namespace parlance::engineio;
using namespace parlance::test;
using namespace std::chrono_literals;

using Fixture = EngineIoFixture;
using Client = WebSocketClient;
using Upgrading = ProbedSession<Fixture, Client>;

/// A WebSocket that takes a session over from polling, or fails to.
class TestEngineIoProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void upgrades()
    {
        Upgrading u;
        // The client's next poll is answered, so that the client can continue.
        QCOMPARE(u.f.polled(u.sid), QByteArray("6"));
        u.client.peer.sendText("5");
        u.client.peer.sendText("4hello");
        QTRY_COMPARE(u.client.peer.messages, QByteArrayList{"4hello"});
        QCOMPARE(u.f.last()->transportName(), QByteArray("websocket"));
        QCOMPARE(u.f.poll(u.sid)->body(), QByteArray("{\"code\":3,\"message\":\"Bad request\"}"));
        QCOMPARE(u.f.post(u.sid, "4a")->status(), 400);
        Client second(u.f, u.sid);
        QTRY_COMPARE(second.peer.closeCode, quint16(1000));
        u.client.peer.sendText("4still there");
        QTRY_COMPARE(u.client.peer.messages.last(), QByteArray("4still there"));
    }

    void hangingPollEndsWithTheProbe()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto hanging = f.poll(sid);
        Client client(f, sid);
        client.peer.sendText("2probe");
        QTRY_COMPARE(hanging->body(), QByteArray("6"));
        QTRY_COMPARE(client.peer.messages, QByteArrayList{"3probe"});
        // A client that continues to poll during the upgrade.
        f.last()->sendText("queued");
        QCOMPARE(f.polled(sid), QByteArray("4queued"));
        // The poll is held open, so that the client does not poll in a loop.
        const auto next = f.poll(sid);
        QVERIFY(!next->answered());
        QTRY_COMPARE(next->body(), QByteArray("6"));
    }

    void secondProbeIsClosed()
    {
        Upgrading u;
        Client second(u.f, u.sid);
        QTRY_COMPARE(second.peer.closeCode, quint16(1000));
        u.client.peer.sendText("5");
        QTRY_COMPARE(u.f.last()->transportName(), QByteArray("websocket"));
    }

    /// Polls, posts and pushes continue during the upgrade, as with the official client.
    void losesAndRepeatsNothing()
    {
        Fixture f;
        const QByteArray sid = f.open();
        QByteArrayList fetched;
        int sent = 0;
        const auto push = [&] { f.last()->sendText(QByteArray::number(sent++)); };
        const auto take = [&](const QByteArray &payload) {
            for (const QByteArray &packet : payload.split('\x1e')) {
                if (packet != "6")
                    fetched += packet;
            }
        };
        auto hanging = f.poll(sid);
        push();
        Client client(f, sid);
        client.peer.sendText("2probe");
        while (client.peer.messages.isEmpty()) {
            push();
            QCoreApplication::processEvents();
            if (hanging->answered()) {
                take(hanging->body());
                hanging = f.poll(sid);
                push();
            }
        }
        // After 3probe: one last poll, then the upgrade.
        QTRY_VERIFY(hanging->answered());
        take(hanging->body());
        for (int i = 0; i < 10; ++i)
            push();
        client.peer.sendText("5");
        QTRY_COMPARE(f.last()->transportName(), QByteArray("websocket"));
        push();
        const auto all = [&] { return fetched + client.peer.messages.mid(1); };
        QTRY_COMPARE(all().size(), sent);
        for (int i = 0; i < sent; ++i)
            QCOMPARE(all().at(i), '4' + QByteArray::number(i));
    }

    void failedProbesLeaveThePolling_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("upgrade without probe") << QByteArray("5");
        QTest::newRow("message") << QByteArray("4a");
        QTest::newRow("plain ping") << QByteArray("2");
        QTest::newRow("broken") << QByteArray("abc");
    }
    void failedProbesLeaveThePolling()
    {
        QFETCH(QByteArray, text);
        Fixture f;
        const QByteArray sid = f.open();
        Client client(f, sid);
        client.peer.sendText(text);
        QTRY_COMPARE(client.peer.closeCode, quint16(1000));
        QCOMPARE(f.post(sid, "4on")->body(), QByteArray("ok"));
        QCOMPARE(f.poll(sid)->body(), QByteArray("4on"));
        // A new probe is allowed.
        Client second(f, sid);
        second.peer.sendText("2probe");
        QTRY_COMPARE(second.peer.messages, QByteArrayList{"3probe"});
    }

    void upgradesTimeOut()
    {
        Options options;
        options.upgradeTimeout = 30ms;
        Upgrading u(options);
        QTRY_COMPARE(u.client.peer.closeCode, quint16(1000));
        QCOMPARE(u.f.last()->transportName(), QByteArray("polling"));
        QVERIFY(u.f.last()->isOpen());
    }

    void sessionEndsDuringUpgrade()
    {
        Upgrading u;
        u.f.last()->close(CloseReason::ServerShutdown);
        QTRY_COMPARE(u.client.peer.closeCode, quint16(1000));
        QTRY_COMPARE(u.f.closed, QByteArrayList{"server shutting down"});
    }

    void lastWordsMayTakeTheUpgrade()
    {
        Upgrading u;
        u.f.last()->sendText("bye");
        u.f.last()->close(CloseReason::ForcedClose);
        u.client.peer.sendText("5");
        QTRY_COMPARE(u.client.peer.closeCode, quint16(1000));
        QCOMPARE(u.client.peer.messages, QByteArrayList{"4bye"});
        QTRY_COMPARE(u.f.closed, QByteArrayList{"forced close"});
    }

    void sessionMayEndBetweenCheckAndUpgrade()
    {
        Fixture f;
        const QByteArray sid = f.open();
        const auto request = f.webSocketRequest(sid);
        QVERIFY(!f.server->checkUpgrade(request));
        f.last()->close(CloseReason::ServerShutdown);
        WebSocketPeer peer(f.timers);
        f.server->handleUpgrade(request, peer.takeConnection());
        QTRY_COMPARE(peer.closeCode, quint16(1000));
    }
};

PARLANCE_TEST(TestEngineIoProbe)

} // namespace tst_engineioprobe

#include "tst_engineioprobe.moc"
