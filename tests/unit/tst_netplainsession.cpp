// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/plainsession.h"
#include "support/socketiofakes.h"
#include "support/websocketpeer.h"

#include <QPointer>

using namespace parlance;
using namespace parlance::test;
using namespace std::chrono_literals;

namespace {

/// A session of /ws whose client is `peer`.
struct Fixture
{
    explicit Fixture(PlainSession::Options options = {})
        : session(new PlainSession(gateway, timers, {}, peer.takeConnection(), options, &parent))
    {
        // It says goodbye even if it never had a token to show.
        gateway.last = session;
    }

    TimerQueue timers;
    FakeGateway gateway;
    WebSocketPeer peer{timers};
    QObject parent;
    QPointer<PlainSession> session;
};

const QByteArray authenticate = R"({"event":"session.authenticate","data":{"token":"t"}})";

} // namespace

class TestNetPlainSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deadClientsGo()
    {
        PlainSession::Options options;
        options.pingInterval = 10ms;
        options.pingTimeout = 30ms;
        Fixture f(options);
        f.peer.pongs = false;
        f.peer.sendText(authenticate);
        QTRY_VERIFY(!f.session);
        QCOMPARE(f.gateway.log.last(), QByteArray("close"));
    }

    void errorsBeforeTheSessionAreBounded_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("unauthenticated") << QByteArray(R"({"event":"message.list"})");
        QTest::newRow("not JSON") << QByteArray("garbage");
        QTest::newRow("no event") << QByteArray("{}");
        QTest::newRow("no token") << QByteArray(R"({"event":"session.authenticate"})");
    }
    void errorsBeforeTheSessionAreBounded()
    {
        QFETCH(QByteArray, frame);
        Fixture f;
        for (int i = 0; i < 19; ++i)
            f.peer.sendText(frame);
        QTRY_COMPARE(f.peer.messages.size(), 19);
        QCOMPARE(f.peer.closeCode, 0);
        for (int i = 0; i < 30; ++i)
            f.peer.sendText(frame);
        QTRY_COMPARE(f.peer.closeCode, 1008);
        QCOMPARE(f.peer.messages.size(), 20);
    }

    void brokenFramesAreBounded_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("not JSON") << QByteArray("garbage");
        QTest::newRow("second session") << authenticate;
    }
    void brokenFramesAreBounded()
    {
        QFETCH(QByteArray, frame);
        Fixture f;
        for (int i = 0; i < 19; ++i)
            f.peer.sendText("garbage");
        f.peer.sendText(authenticate);
        QTRY_COMPARE(f.gateway.log.value(1), QByteArray("call account.get []"));
        QTRY_COMPARE(f.peer.messages.size(), 19);
        f.peer.messages.clear();
        for (int i = 0; i < 99; ++i)
            f.peer.sendText(frame);
        QTRY_COMPARE(f.peer.messages.size(), 99);
        QCOMPARE(f.peer.closeCode, 0);
        for (int i = 0; i < 30; ++i)
            f.peer.sendText(frame);
        QTRY_COMPARE(f.peer.closeCode, 1007);
        QCOMPARE(f.peer.messages.size(), 100);
    }

    void deadClientsGoByDefault()
    {
        const PlainSession::Options options;
        QCOMPARE(options.pingInterval, 25s);
        QCOMPARE(options.pingTimeout, 20s);
    }
};

QTEST_GUILESS_MAIN(TestNetPlainSession)
#include "tst_netplainsession.moc"
