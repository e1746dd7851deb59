// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/socketiofixture.h"
#include "support/testprogram.h"

namespace tst_socketiorestore {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;

/// A source that answers when the test says so, as one that asks a database does.
class SlowRecovery : public Recovery
{
public:
    void restore(Socket &, const std::optional<RecoveryRequest> &asked, Answer answer) override
    {
        request = asked;
        answers.push_back(std::move(answer));
    }
    void ended(const Socket &socket, bool recoverable) override
    {
        ends += socket.pid() + (recoverable ? " away" : " void");
    }

    QString nextOffset() const override
    {
        return stamps ? QString::number(kept.size() + 1) : QString();
    }
    void keep(KeptEvent event) override { kept += event.only.toLatin1() + ' ' + event.packet; }

    /// Events carry offsets.
    bool stamps = false;
    std::optional<RecoveryRequest> request;
    std::vector<Answer> answers;
    QByteArrayList kept;
    QByteArrayList ends;
};

struct Fixture : SocketIoFixture
{
    explicit Fixture(Options options = {})
        : SocketIoFixture(options)
    {
        nsp().setRecovery(recovery);
    }
    ~Fixture() { endpoint.reset(); }

    static Restored known()
    {
        return {"sid", "pid", true, {}, {encodedForOne("2[\"missed\",1,\"o\"]")}, {}};
    }

    SlowRecovery recovery;
};

Frame push(int number)
{
    return encodeShared("2[\"push\"," + QByteArray::number(number) + ']');
}

class TestSocketIoRestore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheRequest_data()
    {
        QTest::addColumn<QByteArray>("auth");
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("nothing") << QByteArray() << QByteArray("none");
        QTest::newRow("empty") << QByteArray("{}") << QByteArray("none");
        QTest::newRow("pid") << QByteArray("{\"pid\":\"p\"}") << QByteArray("p -");
        QTest::newRow("both") << QByteArray("{\"pid\":\"p\",\"offset\":\"o\"}")
                              << QByteArray("p o");
        QTest::newRow("offset alone") << QByteArray("{\"offset\":\"o\"}") << QByteArray("none");
        QTest::newRow("pid of another type")
            << QByteArray("{\"pid\":1,\"offset\":\"o\"}") << QByteArray("none");
        QTest::newRow("offset of another type")
            << QByteArray("{\"pid\":\"p\",\"offset\":null}") << QByteArray("p -");
        QTest::newRow("empty strings")
            << QByteArray("{\"pid\":\"\",\"offset\":\"\"}") << QByteArray(" ");
    }
    void readsTheRequest()
    {
        QFETCH(QByteArray, auth);
        Fixture f;
        f.session({'0' + auth});
        QCOMPARE(f.recovery.answers.size(), size_t(1));
        const auto &request = f.recovery.request;
        QTEST(request ? request->pid + ' ' + request->offset.value_or("-") : QByteArray("none"),
              "request");
    }

    void waitsForTheAnswer()
    {
        Fixture f;
        FakeSession *session = f.session({"0{\"pid\":\"pid\"}"});
        QVERIFY(session->greeting.isEmpty());
        QCOMPARE(f.log.size(), 1);
        f.last()->sendShared(push(1));
        f.last()->emitText("direct", 2);
        f.last()->emitText("volatile", 3, Delivery::Volatile);
        f.nsp().emitTo({}, {QStringLiteral("all"), {}, {}});
        QVERIFY(session->sent.isEmpty());
        f.recovery.answers[0](Fixture::known());
        QCOMPARE(session->sent,
                 (QByteArrayList{"0{\"sid\":\"sid\",\"pid\":\"pid\"}", "2[\"missed\",1,\"o\"]",
                                 "2[\"push\",1]", "2[\"direct\",2]"}));
        QCOMPARE(f.log.last(), QByteArray("recovered"));
        QCOMPARE(f.last()->rooms(), QList<QString>{QStringLiteral("sid")});
        f.last()->sendShared(push(4));
        QCOMPARE(session->sent.last(), QByteArray("2[\"push\",4]"));
        // A second answer does not count.
        f.recovery.answers[0](Fixture::known());
        QCOMPARE(session->sent.size(), 5);
    }

    void deliveryStandsBehindWhatIsHeld()
    {
        Fixture f;
        FakeSession *session = f.session({"0"});
        QByteArrayList delivered;
        f.last()->sendShared(push(1));
        f.last()->whenDelivered([&] { delivered += "1"; });
        f.last()->emitText("direct", 2);
        f.last()->whenDelivered([&] { delivered += "2"; });
        QVERIFY(session->waiting.empty());
        f.recovery.answers[0](Fixture::known());
        QCOMPARE(session->sent.size(), 4);
        QCOMPARE(session->waiting.size(), size_t(2));
        QCOMPARE(session->waiting[0].sent, session->sent.first(3));
        QCOMPARE(session->waiting[1].sent, session->sent);
        QVERIFY(delivered.isEmpty());
        session->confirm();
        QCOMPARE(delivered, (QByteArrayList{"1", "2"}));
    }

    void deliveriesThatWaitAreBounded()
    {
        Options options;
        options.maxHeldBytes = 10'000;
        Fixture f(options);
        FakeSession *session = f.session({"0"});
        auto held = std::make_shared<int>();
        for (int i = 0; i < 1000; ++i)
            f.last()->whenDelivered([held] {});
        QCOMPARE(session->reasons, QByteArrayList{"transport error"});
        QCOMPARE(held.use_count(), 1);
        f.recovery.answers[0](Fixture::known());
        QVERIFY(session->waiting.empty());
    }

    void heldEventsAreKeptForTheOne()
    {
        Fixture f;
        f.recovery.stamps = true;
        FakeSession *session = f.session({"0"});
        f.last()->emitText("direct", 1);
        f.last()->emitText("connect", 2);
        f.nsp().emitTo({}, {QStringLiteral("all"), {}, {}});
        f.recovery.answers[0](Fixture::known());
        // In the order in which they got their offsets.
        QCOMPARE(f.recovery.kept,
                 (QByteArrayList{" 2[\"all\",\"1\"]", "sid 2[\"direct\",1,\"2\"]"}));
        QCOMPARE(session->sent.mid(2), QByteArrayList{"2[\"direct\",1,\"2\"]"});
    }

    void heldEventsAreBoundedToo()
    {
        Options options;
        options.maxHeldBytes = 100;
        Fixture f(options);
        FakeSession *session = f.session({"0"});
        f.last()->sendEvent({QStringLiteral("m"), {}, {QByteArray(200, 'x')}});
        QCOMPARE(session->reasons, QByteArrayList{"transport error"});
    }

    /// The client has come back twice before the first answer.
    void theLaterAnswerWins()
    {
        Fixture f;
        FakeSession *early = f.session({"0{\"pid\":\"pid\"}"});
        FakeSession *late = f.session({"0{\"pid\":\"pid\"}"});
        f.recovery.answers[0](Fixture::known());
        QVERIFY(f.sockets[0]->isRecovered());
        f.recovery.answers[1](Fixture::known());
        QCOMPARE(early->reasons, QByteArrayList{"transport close"});
        QVERIFY(late->open);
        QTRY_VERIFY(!f.sockets[0]);
        QCOMPARE(f.nsp().socketCount(), 1);
        QCOMPARE(f.nsp().find(QStringLiteral("sid")), f.last());
        early->sent.clear();
        late->sent.clear();
        f.nsp().emitTo({}, {QStringLiteral("m"), {}, {}});
        QCOMPARE(late->sent, QByteArrayList{"2[\"m\"]"});
        QVERIFY(early->sent.isEmpty());
    }

    void takingOverMayEndThis()
    {
        Fixture f;
        f.session({"0{\"pid\":\"pid\"}"});
        FakeSession *late = f.session({"0{\"pid\":\"pid\"}"});
        f.recovery.answers[0](Fixture::known());
        f.sockets[0]->onEnd = [&f] { f.last()->abandonSession(); };
        f.recovery.answers[1](Fixture::known());
        QVERIFY(late->sent.isEmpty());
        QCOMPARE(f.nsp().socketCount(), 0);
        QTRY_VERIFY(!f.last());
    }

    void serversMayDisconnectMeanwhile_data()
    {
        QTest::addColumn<bool>("restoring");
        QTest::addColumn<bool>("session");
        QTest::addColumn<QByteArrayList>("sent");
        const QByteArrayList refused{"4{\"message\":\"Disconnected by the server\"}"};
        QTest::newRow("connecting") << false << false << refused;
        QTest::newRow("connecting, session") << false << true << refused;
        QTest::newRow("restoring")
            << true << false << QByteArrayList{"0{\"sid\":\"sid\",\"pid\":\"pid\"}", "1"};
        QTest::newRow("restoring, session") << true << true << refused;
    }
    void serversMayDisconnectMeanwhile()
    {
        QFETCH(bool, restoring);
        QFETCH(bool, session);
        Fixture f;
        f.acceptsAtOnce = restoring;
        FakeSession *client = f.session({"0"});
        if (session)
            f.last()->disconnectClient();
        else
            f.last()->leaveNamespace();
        QCOMPARE(f.log.size(), 1);
        // Too late, or not: nothing but the end follows.
        f.last()->emitText("m", 1);
        f.last()->sendShared(push(1));
        f.last()->accept();
        for (const auto &answer : f.recovery.answers)
            answer(Fixture::known());
        QTEST(client->sent, "sent");
        QCOMPARE(client->open, !session);
        QTRY_COMPARE(f.log.size(), 2);
        QCOMPARE(f.log.last(), QByteArray("end server namespace disconnect"));
        QCOMPARE(f.nsp().socketCount(), 0);
        QCOMPARE(f.recovery.ends,
                 restoring && !session ? QByteArrayList{"pid void"} : QByteArrayList{});
    }

    void heldPushesAreNotSentTwice()
    {
        Fixture f;
        FakeSession *session = f.session({"0"});
        for (int i = 1; i <= 3; ++i)
            f.last()->sendShared(push(i));
        Restored restored = Fixture::known();
        restored.isRepeat = [](const Frame &packet) { return packet.payload != push(3).payload; };
        f.recovery.answers[0](restored);
        QCOMPARE(session->sent.mid(2), QByteArrayList{"2[\"push\",3]"});
    }

    void newSocketsNeedNothing()
    {
        Fixture f;
        FakeSession *session = f.session({"0"});
        f.recovery.answers[0]({});
        QCOMPARE(session->sent.size(), 1);
        QVERIFY(!session->sent[0].contains("pid"));
        QCOMPARE(f.log.last(), QByteArray("new"));
        f.last()->emitText("m", QStringLiteral("a"));
        f.last()->emitText("v", QStringLiteral("a"), Delivery::Volatile);
        QCOMPARE(session->sent.mid(1), (QByteArrayList{"2[\"m\",\"a\"]", "2[\"v\",\"a\"]"}));
        // Without a pid there is nothing to void.
        session->receive("1");
        QVERIFY(f.recovery.ends.isEmpty());
    }

    void clientsWaitToo()
    {
        Fixture f;
        FakeSession *session = f.session({"0"});
        session->receive("2[\"a\"]");
        QCOMPARE(session->reasons, QByteArrayList{"parse error"});
        f.recovery.answers[0](Fixture::known());
        QVERIFY(session->sent.isEmpty());
        QTRY_COMPARE(f.log.last(), QByteArray("end parse error"));
    }

    void clientsMayLeaveMeanwhile_data()
    {
        QTest::addColumn<bool>("deleted");
        QTest::newRow("at once") << false;
        QTest::newRow("later") << true;
    }
    void clientsMayLeaveMeanwhile()
    {
        QFETCH(bool, deleted);
        Fixture f;
        FakeSession *session = f.session({"0"});
        f.last()->sendShared(push(1));
        session->lose();
        if (deleted)
            QTRY_VERIFY(!f.last());
        f.recovery.answers[0](Fixture::known());
        QVERIFY(session->sent.isEmpty());
        QCOMPARE(f.log.last(), QByteArray("end transport close"));
        QCOMPARE(f.nsp().socketCount(), 0);
        QVERIFY(f.recovery.ends.isEmpty());
    }

    void whatWaitsIsBounded()
    {
        Options options;
        options.maxHeldBytes = 100;
        Fixture f(options);
        FakeSession *session = f.session({"0"});
        for (int i = 0; i < 20; ++i)
            f.last()->sendShared(push(i));
        QCOMPARE(session->reasons, QByteArrayList{"transport error"});
        f.recovery.answers[0](Fixture::known());
        QVERIFY(session->sent.isEmpty());
    }

    void hearsOfTheEnd()
    {
        Fixture f;
        f.session({"0"});
        f.recovery.answers[0](Fixture::known());
        f.sessions.back()->lose();
        f.session({"0"});
        f.recovery.answers[1](Fixture::known());
        // At once: a pid must not be of use for a moment more.
        f.last()->leaveNamespace();
        QCOMPARE(f.recovery.ends, (QByteArrayList{"pid away", "pid void"}));
        QTRY_VERIFY(!f.last());
        QCOMPARE(f.recovery.ends.size(), 2);
    }
};

PARLANCE_TEST(TestSocketIoRestore)

} // namespace tst_socketiorestore

#include "tst_socketiorestore.moc"
