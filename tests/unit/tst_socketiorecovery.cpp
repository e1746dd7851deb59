// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/recoveryfixture.h"
#include "support/testprogram.h"

#include <QRegularExpression>

namespace tst_socketiorecovery {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;

class TestSocketIoRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void missedEventsFollow_data()
    {
        QTest::addColumn<QList<QString>>("rooms");
        QTest::addColumn<QList<QString>>("except");
        QTest::addColumn<bool>("missed");
        const QList<QString> none;
        // The client is in a and b; "me" is its sid.
        QTest::newRow("all") << none << none << true;
        QTest::newRow("its room") << QList{text("a")} << none << true;
        QTest::newRow("its rooms") << QList{text("a"), text("b"), text("a")} << none << true;
        QTest::newRow("its sid") << QList{text("me")} << none << true;
        QTest::newRow("another room") << QList{text("c")} << none << false;
        QTest::newRow("former room") << QList{text("d")} << none << false;
        QTest::newRow("another sid") << QList{text("other")} << none << false;
        QTest::newRow("all except its room") << none << QList{text("a")} << false;
        QTest::newRow("all except me") << none << QList{text("me")} << false;
        QTest::newRow("all except another") << none << QList{text("c")} << true;
        QTest::newRow("its room except its other") << QList{text("a")} << QList{text("b")} << false;
    }
    void missedEventsFollow()
    {
        QFETCH(QList<QString>, rooms);
        QFETCH(QList<QString>, except);
        QFETCH(bool, missed);
        RecoveryFixture f;
        RecoveringClient other;
        RecoveringClient client;
        f.connect(other);
        f.connect(client);
        for (const char *room : {"a", "b", "d"})
            f.last()->join(text(room));
        f.last()->leave(text("d"));
        for (QList<QString> *list : {&rooms, &except}) {
            list->replaceInStrings(QRegularExpression(text("^me$")),
                                   QString::fromLatin1(client.sid));
            list->replaceInStrings(QRegularExpression(text("^other$")),
                                   QString::fromLatin1(other.sid));
        }
        client.session->lose();
        const QByteArray sid = client.sid;
        f.emitTo({rooms, except}, 1);
        f.socketOf(other)->emitText("m", 2);
        f.nsp("/x").emitTo({}, {text("m"), {3}, {}});
        f.nsp().emitTo({}, {text("m"), {4}, {}}, Delivery::Volatile);
        f.emitTo({}, 5);
        f.log.clear();
        f.connect(client);
        QVERIFY(client.recovered);
        QCOMPARE(client.sid, sid);
        QCOMPARE(client.events, missed ? (QByteArrayList{"1", "5"}) : QByteArrayList{"5"});
        QCOMPARE(f.log.last(), QByteArray("recovered"));
        QCOMPARE(f.last()->rooms(), (QList{QString::fromLatin1(sid), text("a"), text("b")}));
        // It is back in its rooms, and live.
        f.emitTo({{text("a")}, {}}, 6);
        f.emitTo({{QString::fromLatin1(sid)}, {}}, 7);
        client.events.clear();
        client.read();
        QCOMPARE(client.events, (QByteArrayList{"6", "7"}));
    }

    void binaryFollows()
    {
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        client.session->lose();
        f.nsp().emitTo({}, {text("m"), {1}, {"x", "y"}});
        FakeSession *session = f.session({});
        session->receive(client.connectPacket());
        QCOMPARE(session->sent.size(), 4);
        QVERIFY(session->sent[1].startsWith("52-[\"m\",1,\""));
        QCOMPARE(session->sent.mid(2), (QByteArrayList{"<binary>x", "<binary>y"}));
    }

    void lostOnTheWay()
    {
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        for (int i = 1; i <= 5; ++i)
            f.last()->emitText("m", i);
        client.read(2);
        client.session->lose();
        f.emitTo({}, 6);
        f.connect(client);
        QVERIFY(client.recovered);
        QCOMPARE(client.events, (QByteArrayList{"1", "2", "3", "4", "5", "6"}));
    }

    void worksBeforeAnyEvent()
    {
        RecoveryFixture f;
        RecoveringClient other;
        f.connect(other);
        f.emitTo({}, 1);
        RecoveringClient client;
        f.connect(client);
        f.emitTo({}, 2);
        client.session->lose();
        f.emitTo({}, 3);
        QVERIFY(client.offset.isEmpty());
        f.connect(client);
        QVERIFY(client.recovered);
        // Since CONNECT: not what came before.
        QCOMPARE(client.events, (QByteArrayList{"2", "3"}));
    }

    void worksAgainAndAgain()
    {
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        const QByteArray pid = client.pid;
        QByteArrayList expected;
        for (int i = 0; i < 10; ++i) {
            client.session->lose();
            // Every other time there is nothing to miss.
            if (i % 2) {
                f.emitTo({}, i);
                expected += QByteArray::number(i);
            }
            f.connect(client);
            QVERIFY(client.recovered);
            QCOMPARE(client.pid, pid);
            QCOMPARE(client.events, expected);
        }
    }

    void takesOverFromTheDead()
    {
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        TestSocket *dead = f.last();
        dead->join(text("a"));
        FakeSession *session = client.session;
        f.emitTo({{text("a")}, {}}, 1);
        f.log.clear();
        f.connect(client);
        QVERIFY(client.recovered);
        QCOMPARE(client.events, QByteArrayList{"1"});
        QCOMPARE(f.log.at(1), QByteArray("end transport close"));
        QCOMPARE(f.log.last(), QByteArray("recovered"));
        QCOMPARE(session->reasons, QByteArrayList{"transport close"});
        QVERIFY(f.last() != dead);
        QCOMPARE(f.nsp().socketCount(), 1);
        QCOMPARE(f.recovery.absentCount(), 0);
        f.emitTo({{text("a")}, {}}, 2);
        client.read();
        QCOMPARE(client.events, (QByteArrayList{"1", "2"}));
    }

    /// The handler of the old socket's end may end the new socket.
    void takingOverMayEndBoth()
    {
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        f.last()->onEnd = [&f] { f.last()->abandonSession(); };
        f.emitTo({}, 1);
        f.session({client.connectPacket()});
        QCOMPARE(f.nsp().socketCount(), 0);
        QCOMPARE(f.recovery.absentCount(), 1);
        QTRY_VERIFY(!f.last());
        f.connect(client);
        QVERIFY(client.recovered);
        QCOMPARE(client.events, QByteArrayList{"1"});
    }

    void dependsOnTheReason_data()
    {
        using engineio::CloseReason;
        QTest::addColumn<int>("reason");
        QTest::addColumn<bool>("recovered");
        QTest::newRow("transport error") << int(CloseReason::TransportError) << true;
        QTest::newRow("transport close") << int(CloseReason::TransportClose) << true;
        QTest::newRow("forced close") << int(CloseReason::ForcedClose) << true;
        QTest::newRow("ping timeout") << int(CloseReason::PingTimeout) << true;
        QTest::newRow("shutting down") << int(CloseReason::ServerShutdown) << true;
        QTest::newRow("parse error") << int(CloseReason::ParseError) << false;
    }
    void dependsOnTheReason()
    {
        QFETCH(int, reason);
        QFETCH(bool, recovered);
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        client.session->lose(engineio::CloseReason(reason));
        f.emitTo({}, 1);
        f.connect(client);
        QCOMPARE(client.recovered, recovered);
        QCOMPARE(client.events.size(), recovered ? 1 : 0);
    }

    void disconnectVoidsThePid_data()
    {
        QTest::addColumn<QByteArray>("how");
        for (const char *how :
             {"client", "server", "server, all", "server, at once", "protocolError"})
            QTest::newRow(how) << QByteArray(how);
    }
    void disconnectVoidsThePid()
    {
        QFETCH(QByteArray, how);
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        const QByteArray sid = client.sid;
        if (how == "client")
            client.session->receive("1");
        else if (how == "protocolError")
            client.session->receive("2");
        else if (how == "server, all")
            f.last()->disconnectClient();
        else
            f.last()->leaveNamespace();
        if (how != "server, at once" && how != "protocolError")
            QTRY_VERIFY(f.log.last().startsWith("end "));
        f.connect(client);
        QVERIFY(!client.recovered);
        QVERIFY(client.sid != sid);
    }

    void unknownsMakeANewSocket_data()
    {
        QTest::addColumn<QByteArray>("auth");
        const auto row = [](const char *name, const char *auth) {
            QTest::newRow(name) << QByteArray(auth);
        };
        row("unknown pid", "{\"pid\":\"unknown\",\"offset\":\"OFFSET\"}");
        row("empty pid", "{\"pid\":\"\",\"offset\":\"OFFSET\"}");
        row("sid for pid", "{\"pid\":\"SID\",\"offset\":\"OFFSET\"}");
        row("number for pid", "{\"pid\":7,\"offset\":\"OFFSET\"}");
        row("object for pid", "{\"pid\":{\"a\":\"PID\"}}");
        row("pid of another namespace", "{\"pid\":\"XPID\"}");
        row("garbage offset", "{\"pid\":\"PID\",\"offset\":\"garbage\"}");
        row("empty offset", "{\"pid\":\"PID\",\"offset\":\"\"}");
        row("broken offset of another process", "{\"pid\":\"PID\",\"offset\":\"AAAAAAAA.01\"}");
        row("impossible process", "{\"pid\":\"PID\",\"offset\":\"AAAA\u00e4AA.1\"}");
        row("unknown pid and process", "{\"pid\":\"unknown\",\"offset\":\"AAAAAAAA.1\"}");
        row("offset yet to come", "{\"pid\":\"PID\",\"offset\":\"EPOCH.zz\"}");
        row("offset with zero", "{\"pid\":\"PID\",\"offset\":\"EPOCH.01\"}");
        row("offset with sign", "{\"pid\":\"PID\",\"offset\":\"EPOCH.-1\"}");
        row("offset in capitals", "{\"pid\":\"PID\",\"offset\":\"EPOCH.A\"}");
        row("huge offset", "{\"pid\":\"PID\",\"offset\":\"EPOCH.zzzzzzzzzzzzzzzzzzzz\"}");
        row("offset and more", "{\"pid\":\"PID\",\"offset\":\"OFFSETx\"}");
    }
    void unknownsMakeANewSocket()
    {
        QFETCH(QByteArray, auth);
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        client.session->receive("0/x,");
        QVERIFY(f.last());
        const QByteArray otherPid = f.last()->pid();
        for (int i = 0; i < 12; ++i)
            f.socketOf(client)->emitText("m", i);
        client.session->sent.removeFirst();
        client.read();
        client.session->lose();
        f.emitTo({}, 100);
        auth.replace("OFFSET", client.offset).replace("XPID", otherPid);
        auth.replace("PID", client.pid).replace("SID", client.sid);
        auth.replace("EPOCH", client.offset.left(8));
        FakeSession *session = f.session({'0' + auth});
        QVERIFY(session->open);
        QCOMPARE(session->greeting.size(), 1);
        QCOMPARE(f.log.last(), QByteArray("new"));
        QVERIFY(f.last()->sid() != client.sid && f.last()->pid() != client.pid);
    }

    void middlewaresRunAgain()
    {
        RecoveryFixture f;
        bool banned = false;
        f.nsp().use([&banned](const ConnectRequest &, const auto &answer) {
            answer(banned ? std::optional(Refusal{text("banned"), {}}) : std::nullopt);
        });
        RecoveringClient client;
        f.connect(client);
        client.session->lose();
        f.emitTo({}, 1);
        banned = true;
        FakeSession *session = f.session({client.connectPacket()});
        QCOMPARE(session->greeting, QByteArrayList{"4{\"message\":\"banned\"}"});
        banned = false;
        f.connect(client);
        QVERIFY(client.recovered);
        QCOMPARE(client.events, QByteArrayList{"1"});
    }
};

PARLANCE_TEST(TestSocketIoRecovery)

} // namespace tst_socketiorecovery

#include "tst_socketiorecovery.moc"
