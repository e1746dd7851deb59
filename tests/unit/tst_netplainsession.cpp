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

    void deadClientsGoByDefault()
    {
        const PlainSession::Options options;
        QCOMPARE(options.pingInterval, 25s);
        QCOMPARE(options.pingTimeout, 20s);
    }
};

QTEST_GUILESS_MAIN(TestNetPlainSession)
#include "tst_netplainsession.moc"
