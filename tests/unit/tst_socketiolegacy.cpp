// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/logrecovery.h"
#include "support/socketiofixture.h"
#include "support/testprogram.h"

namespace tst_socketiolegacy {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;

/// Clients of Engine.IO 3 speak revision 4 of the protocol.
struct Fixture : SocketIoFixture
{
    using SocketIoFixture::SocketIoFixture;

    FakeSession *legacySession(const QByteArrayList &messages = {})
    {
        sessions.push_back(std::make_unique<FakeSession>());
        FakeSession *added = sessions.back().get();
        added->protocol = 3;
        endpoint->attach(added);
        for (const QByteArray &message : messages)
            added->receive(message);
        return added;
    }
};

class TestSocketIoLegacy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsUnasked()
    {
        Fixture f;
        FakeSession *session = f.legacySession();
        QCOMPARE(session->sent, QByteArrayList{"0"});
        QCOMPARE(f.log, (QByteArrayList{"connect / {}", "new"}));
        // What the client takes for its id.
        QCOMPARE(f.last()->sid(), session->sid());
        session->receive("21[\"a\",1]");
        QCOMPARE(f.log.last(), QByteArray("event a [1]"));
        f.last()->acknowledge(1, {2});
        QCOMPARE(session->sent.last(), QByteArray("31[2]"));
    }

    void joinsOthers()
    {
        Fixture f;
        FakeSession *session = f.legacySession({"0/x?c=d&a=b&c=%26,"});
        QCOMPARE(session->sent, (QByteArrayList{"0", "0/x,"}));
        QCOMPARE(f.log.at(2), QByteArray("connect /x {\"a\":\"b\",\"c\":\"&\"}"));
        QCOMPARE(f.last()->sid(), "/x#" + session->sid());
        QCOMPARE(f.nsp("/x").find(f.last()->id()), f.last());
        session->receive("2/x?a=b,[\"m\"]");
        QCOMPARE(f.log.last(), QByteArray("event m []"));
        session->receive("0/none?a=b,");
        QCOMPARE(session->sent.last(), QByteArray("4/none,{\"message\":\"Invalid namespace\"}"));
    }

    void isRefusedInItsOwnWords_data()
    {
        QTest::addColumn<bool>("coded");
        QTest::addColumn<QByteArray>("packet");
        QTest::newRow("message") << false << QByteArray("4/x,\"no\"");
        QTest::newRow("data") << true << QByteArray("4/x,{\"code\":\"E\"}");
    }
    void isRefusedInItsOwnWords()
    {
        QFETCH(bool, coded);
        Fixture f;
        f.nsp("/x").use([coded](const ConnectRequest &, const auto &answer) {
            QJsonObject data;
            if (coded)
                data.insert(QStringLiteral("code"), QStringLiteral("E"));
            answer(Refusal{QStringLiteral("no"), data});
        });
        QTEST(f.legacySession({"0/x,"})->sent.last(), "packet");
    }

    void mayNotJoinTwice()
    {
        Fixture f;
        QCOMPARE(f.legacySession({"0"})->reasons, QByteArrayList{"parse error"});
    }

    void hasNothingToRecover()
    {
        Fixture f;
        LogRecovery recovery(f.timers);
        f.nsp().setRecovery(recovery);
        QCOMPARE(f.legacySession()->sent, QByteArrayList{"0"});
        QCOMPARE(recovery.bytes(), 0);
        f.endpoint.reset();
    }

    void getsNoOffsets_data()
    {
        QTest::addColumn<bool>("kept");
        QTest::newRow("kept") << true;
        QTest::newRow("volatile") << false;
    }
    void getsNoOffsets()
    {
        QFETCH(bool, kept);
        const auto delivery = kept ? Delivery::Kept : Delivery::Volatile;
        Fixture f;
        LogRecovery recovery(f.timers);
        f.nsp().setRecovery(recovery);
        FakeSession *legacy = f.legacySession();
        FakeSession *modern = f.session();
        f.nsp().emitTo({}, {QStringLiteral("first"), {1}, {}});
        legacy->sent.clear();
        modern->sent.clear();
        f.nsp().emitTo({}, {QStringLiteral("m"), {QStringLiteral("text")}, {}}, delivery);
        f.sockets[0]->emitText("one", QStringLiteral("text"), delivery);
        QCOMPARE(legacy->sent, (QByteArrayList{"2[\"m\",\"text\"]", "2[\"one\",\"text\"]"}));
        QCOMPARE(modern->sent.size(), 1);
        QCOMPARE(QJsonDocument::fromJson(modern->sent[0].mid(1)).array().size(), 3);
        // What was for it alone is kept for nobody.
        QCOMPARE(recovery.position().last, quint64(kept ? 2 : 1));
        f.endpoint.reset();
    }

    void exchangesBinary()
    {
        Fixture f;
        FakeSession *session = f.legacySession();
        f.nsp().emitTo({}, {7, {}, {"x"}});
        QCOMPARE(session->sent.mid(1), (QByteArrayList{"51-[7]", "<binary>x"}));
        session->receive("51-1[\"a\",{\"_placeholder\":true,\"num\":0}]");
        session->receiveBinary("y");
        QVERIFY(f.log.last().startsWith("event a "));
        f.last()->acknowledge(1, {2}, {"z"});
        QCOMPARE(session->sent.mid(3), (QByteArrayList{"61-1[2]", "<binary>z"}));
    }

    void mayLeave()
    {
        Fixture f;
        FakeSession *session = f.legacySession({"0/x,"});
        session->receive("1");
        QCOMPARE(f.log.last(), QByteArray("end client namespace disconnect"));
        QVERIFY(session->open);
        f.last()->leaveNamespace();
        QCOMPARE(session->sent.last(), QByteArray("1/x,"));
        QTRY_COMPARE(f.log.last(), QByteArray("end server namespace disconnect"));
    }

    /// It need not send a CONNECT, so it cannot be late with it.
    void hasTimeToConnect()
    {
        Options options;
        options.connectTimeout = std::chrono::milliseconds(30);
        Fixture f(options);
        FakeSession *legacy = f.legacySession();
        FakeSession *late = f.session({});
        QTRY_COMPARE(late->reasons, QByteArrayList{"forced close"});
        QVERIFY(legacy->open);
    }

    /// A session in no namespace is nobody's here too.
    void mustGoIfRefused()
    {
        Options options;
        options.connectTimeout = std::chrono::milliseconds(30);
        Fixture f(options);
        f.nsp().use([](const ConnectRequest &, const auto &answer) {
            answer(Refusal{QStringLiteral("no"), {}});
        });
        FakeSession *session = f.legacySession();
        QCOMPARE(session->sent, QByteArrayList{"4\"no\""});
        QTRY_COMPARE(session->reasons, QByteArrayList{"forced close"});
    }

    void breaksTheSameRules_data()
    {
        QTest::addColumn<QByteArray>("packet");
        QTest::newRow("refusal") << QByteArray("4\"no\"");
        QTest::newRow("stranger") << QByteArray("2/x,[\"a\"]");
        QTest::newRow("event without name") << QByteArray("2[]");
        QTest::newRow("unknown type") << QByteArray("7");
        QTest::newRow("endless query") << "0/x?" + QByteArray("a=b&").repeated(250'000);
    }
    void breaksTheSameRules()
    {
        QFETCH(QByteArray, packet);
        Fixture f;
        QCOMPARE(f.legacySession({packet})->reasons, QByteArrayList{"parse error"});
    }
};

PARLANCE_TEST(TestSocketIoLegacy)

} // namespace tst_socketiolegacy

#include "tst_socketiolegacy.moc"
