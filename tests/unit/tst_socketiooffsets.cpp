// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/recoveryfixture.h"
#include "support/testprogram.h"

namespace tst_socketiooffsets {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;
using namespace std::chrono_literals;

/// The offsets that a client receives, and those that it may send for a recovery.
class TestSocketIoOffsets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connectCarriesAPid()
    {
        RecoveryFixture f;
        RecoveringClient a;
        RecoveringClient b;
        f.connect(a);
        f.connect(b);
        QVERIFY(!a.recovered);
        QVERIFY2(a.pid.size() >= 22, "128 bits");
        QVERIFY(a.pid != b.pid && a.sid != b.sid && a.pid != a.sid);
        QVERIFY2(a.sid != a.session->sid(), "Engine.IO's is a secret");
        QCOMPARE(f.last()->pid(), b.pid);
    }

    void eventsCarryTheirOffset_data()
    {
        QTest::addColumn<bool>("toAll");
        QTest::newRow("to one") << false;
        QTest::newRow("to all") << true;
    }
    void eventsCarryTheirOffset()
    {
        QFETCH(bool, toAll);
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        QSet<QString> offsets;
        for (int i = 0; i < 3; ++i) {
            if (toAll)
                f.emitTo({}, i);
            else
                f.last()->emitText("m", i);
            const auto array = QJsonDocument::fromJson(client.session->sent.last().mid(1)).array();
            QCOMPARE(array.size(), 3);
            QCOMPARE(array.at(1).toInt(), i);
            QVERIFY(array.at(2).isString());
            offsets += array.at(2).toString();
        }
        QCOMPARE(offsets.size(), 3);
    }

    void othersCarryNone()
    {
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        f.last()->acknowledge(1, {text("a")});
        f.last()->request({text("a"), {text("b")}, {}}, 1h, [](const AckReply &) {});
        f.last()->emitText("v", 1, Delivery::Volatile);
        // Compilers differ on whether QJsonArray{array} nests or copies the array.
        const QJsonArray args{QJsonValue(QJsonArray{text("a")})};
        f.nsp().emitTo({}, {text("v"), args, {}}, Delivery::Volatile);
        QCOMPARE(client.session->sent, (QByteArrayList{"31[\"a\"]", "20[\"a\",\"b\"]", "2[\"v\",1]",
                                                       "2[\"v\",[\"a\"]]"}));
    }

    /// The client treats every trailing string as an offset.
    void trailingStringsDoNotMislead_data()
    {
        QTest::addColumn<QJsonArray>("args");
        QTest::newRow("string") << QJsonArray{text("typing")};
        QTest::newRow("name alone") << QJsonArray();
    }
    void trailingStringsDoNotMislead()
    {
        QFETCH(QJsonArray, args);
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        f.emitTo({}, 1);
        f.nsp().emitTo({}, {text("v"), args, {}}, Delivery::Volatile);
        client.read();
        client.session->lose();
        f.emitTo({}, 2);
        client.events.clear();
        f.connect(client);
        QVERIFY(client.recovered);
        QCOMPARE(client.events, QByteArrayList{"2"});
    }

    void unusableOffsetsAreNone_data()
    {
        QTest::addColumn<QByteArray>("offset");
        QTest::newRow("another type") << QByteArray("7");
        // Clients keep their last offset after a restart of the server.
        QTest::newRow("of another process") << QByteArray("\"AAAAAAAA.1\"");
        QTest::newRow("far on, of another process") << QByteArray("\"-_-_-_-_.zzzz\"");
    }
    void unusableOffsetsAreNone()
    {
        QFETCH(QByteArray, offset);
        RecoveryFixture f;
        RecoveringClient client;
        f.connect(client);
        f.emitTo({}, 1);
        client.session->lose();
        FakeSession *session =
            f.session({"0{\"pid\":\"" + client.pid + "\",\"offset\":" + offset + '}'});
        QCOMPARE(f.log.last(), QByteArray("recovered"));
        QCOMPARE(session->greeting.size(), 2);
    }

    /// The client keeps its last offset after connections that were not recovered.
    void offsetFromBeforeConnect()
    {
        RecoveryFixture f;
        RecoveringClient other;
        f.connect(other);
        RecoveringClient client;
        f.connect(client);
        f.emitTo({}, 1);
        client.read();
        client.session->receive("1");
        f.emitTo({}, 2);
        f.connect(client);
        QVERIFY(!client.recovered);
        f.emitTo({}, 3);
        client.session->lose();
        client.events.clear();
        f.connect(client);
        QVERIFY(client.recovered);
        QCOMPARE(client.events, QByteArrayList{"3"});
    }
};

PARLANCE_TEST(TestSocketIoOffsets)

} // namespace tst_socketiooffsets

#include "tst_socketiooffsets.moc"
