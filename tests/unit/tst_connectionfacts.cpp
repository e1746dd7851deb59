// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/engineiowebsocket.h"
#include "support/gatewayfixture.h"
#include "support/testprogram.h"

namespace tst_connectionfacts {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is counted of a connection, and how the gateway shows it.
class TestConnectionFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUpgradeContinuesTheSums()
    {
        EngineIoFixture f;
        const QByteArray sid = f.open();
        engineio::Session *session = f.last();
        const quint64 greeting = session->facts().bytesOut;
        QVERIFY(greeting > 50);
        QCOMPARE(f.post(sid, "4abc\x1e"
                             "4d")
                     ->body(),
                 QByteArray("ok"));
        QCOMPARE(f.polled(sid), QByteArray("4abc\x1e"
                                           "4d"));
        const ConnectionFacts polled = session->facts();
        QCOMPARE(polled.transport, u"polling"_s);
        QCOMPARE(polled.messagesIn, quint64(2));
        QCOMPARE(polled.messagesOut, quint64(2));
        QCOMPARE(polled.bytesIn, quint64(7));
        QCOMPARE(polled.bytesOut, greeting + 2 + 7);

        WebSocketClient client(f, sid);
        client.peer.sendText("2probe");
        QTRY_COMPARE(client.peer.messages, QByteArrayList{"3probe"});
        client.peer.sendText("5");
        QTRY_COMPARE(session->transportName(), QByteArray("websocket"));
        client.peer.sendText("4e");
        QTRY_COMPARE(client.peer.messages, (QByteArrayList{"3probe", "4e"}));
        const ConnectionFacts upgraded = session->facts();
        QCOMPARE(upgraded.transport, u"websocket"_s);
        QCOMPARE(upgraded.messagesIn, quint64(3));
        QCOMPARE(upgraded.messagesOut, quint64(3));
        QCOMPARE(upgraded.bytesIn, polled.bytesIn + (6 + 6) + (6 + 1) + (6 + 2));
        QCOMPARE(upgraded.bytesOut, polled.bytesOut + (2 + 6) + (2 + 2));
        QVERIFY(!upgraded.roundTrip);
    }

    void whatWaitsIsTheBacklog()
    {
        EngineIoFixture f;
        const QByteArray sid = f.open();
        f.last()->sendText("abcd");
        QCOMPARE(f.last()->facts().backlogBytes, 4);
        QCOMPARE(f.polled(sid), QByteArray("4abcd"));
        QCOMPARE(f.last()->facts().backlogBytes, 0);
    }

    void longUserAgentsAreCut()
    {
        EngineIoFixture f;
        auto request = f.makeRequest(http::Method::Get, f.query("polling"));
        request.headers.add("User-Agent", QByteArray(1000, 'u'));
        f.send(request);
        QCOMPARE(f.last()->facts().userAgent, QString(256, u'u'));
    }

    void theGatewayShowsThem()
    {
        Fixture f;
        TestConnection connection;
        connection.told = {.userAgent = u"browser"_s,
                           .protocol = u"plain"_s,
                           .transport = u"websocket"_s,
                           .roundTrip = 7ms,
                           .messagesIn = 1,
                           .messagesOut = 2,
                           .bytesIn = 3,
                           .bytesOut = 4,
                           .backlogBytes = 5};
        f.open(connection);
        f.store.actors.back()(f.actor);
        f.store.rooms.back()(std::vector<RoomId>{RoomId(randomId()), RoomId(randomId())});
        const QList<ConnectionInfo> open = f.gateway.connections();
        QCOMPARE(open.size(), 1);
        const auto found = f.gateway.find(open.first().id);
        QVERIFY(found);
        QCOMPARE(found->id, open.first().id);
        QCOMPARE(found->actor->username, f.actor.username);
        QCOMPARE(found->userAgent, u"browser"_s);
        QCOMPARE(found->protocol, u"plain"_s);
        QCOMPARE(found->transport, u"websocket"_s);
        QVERIFY(found->roundTrip == 7ms);
        QCOMPARE(found->messagesIn, quint64(1));
        QCOMPARE(found->messagesOut, quint64(2));
        QCOMPARE(found->bytesIn, quint64(3));
        QCOMPARE(found->bytesOut, quint64(4));
        QCOMPARE(found->backlogBytes, qint64(5));
        QCOMPARE(found->rooms, 2);
        QVERIFY(!f.gateway.find(open.first().id + 1));
        QVERIFY(f.gateway.disconnect(found->id));
        QVERIFY(!f.gateway.find(found->id));
        QVERIFY(f.gateway.connections().isEmpty());
        f.gateway.close(&connection);
    }
};

PARLANCE_TEST(TestConnectionFacts)

} // namespace tst_connectionfacts

#include "tst_connectionfacts.moc"
